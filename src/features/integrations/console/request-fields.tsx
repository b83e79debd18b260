import { useTranslations } from 'use-intl';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { Small } from './field-marks.tsx';
import { FileBody } from './file-body.tsx';
import { Fields } from './form-field.tsx';
import { JsonBody } from './json-body.tsx';
import { editAt } from './model/draft.ts';
import {
  intoForm,
  type Part,
  parts,
  type ReadRequest,
  type RequestDraft,
  type RequestForm,
} from './model/request.ts';

interface RequestFormProps {
  readonly operation: ConsoleOperation;
  readonly form: RequestForm;
  readonly draft: RequestDraft;
  /** What is told so far. */
  readonly problems: ReadRequest['problems'];
  /** The body as it would be sent, in letters. */
  readonly bodyJson: string;
  readonly onChange: (change: (draft: RequestDraft) => RequestDraft) => void;
}

/** All that can be filled in for an operation: its path, its query, and its body as a form, as JSON or as a file. */
export function RequestFields(props: RequestFormProps) {
  const { operation, form, draft, problems, bodyJson, onChange } = props;
  const t = useTranslations('console.form');
  const shown = parts.filter((part) => hasFields(form, part));
  const { body } = form;
  if (shown.length === 0 && !operation.takesFile) return <p className="ui-hint">{t('nothing')}</p>;
  const switchJson = () => {
    if (draft.json === undefined) return onChange((now) => ({ ...now, json: bodyJson }));
    const into = body && intoForm(body, draft.json);
    if (into !== undefined) onChange((now) => ({ ...now, json: undefined, body: into }));
  };
  const cannotShow =
    draft.json !== undefined && body !== undefined && intoForm(body, draft.json) === undefined;
  return (
    <>
      {shown.map((part) => {
        const node = form[part];
        if (node?.kind !== 'group') return null;
        const isJson = part === 'body' && draft.json !== undefined;
        return (
          <section key={part} className="ui-stack" aria-label={t(`parts.${part}`)}>
            <div className="ui-between">
              <h3 className="ui-small">{t(`parts.${part}`)}</h3>
              {part === 'body' && (
                <Small
                  label={t(isJson ? 'asForm' : 'asJson')}
                  text={t(isJson ? 'asForm' : 'asJson')}
                  onClick={switchJson}
                />
              )}
            </div>
            {isJson ? (
              <JsonBody
                text={draft.json ?? ''}
                problems={problems.body}
                note={cannotShow && t('onlyJson')}
                onChange={(json) => onChange((now) => ({ ...now, json }))}
              />
            ) : (
              <Fields
                at=""
                node={node}
                draft={draft[part]}
                problems={problems[part]}
                onEdit={(at, change) =>
                  onChange((now) => ({ ...now, [part]: editAt(now[part], at, change) }))
                }
              />
            )}
          </section>
        );
      })}
      {operation.takesFile && (
        <FileBody
          file={draft.file}
          types={operation.fileTypes}
          isMissing={problems.body.has('file')}
          onChange={(file) => onChange((now) => ({ ...now, file }))}
        />
      )}
    </>
  );
}

function hasFields(form: RequestForm, part: Part): boolean {
  const node = form[part];
  return node?.kind === 'group' && node.fields.length > 0;
}
