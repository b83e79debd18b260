import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './console.module.css';
import type { Edit } from './edit.ts';
import { FieldName, Problem, Small } from './field-marks.tsx';
import { LeafField } from './leaf-field.tsx';
import { type Draft, entriesIn, fieldsIn, freshDraft, nextId, type Problems, within } from './model/draft.ts';
import type { FormNode, GroupNode, ListNode, MapNode } from './model/form-node.ts';

interface FormFieldProps {
  /** As the API calls it. */
  readonly name: string;
  /** Its place in the request, see `within` of model/draft.ts. */
  readonly at: string;
  readonly node: FormNode;
  readonly required: boolean;
  readonly draft: Draft;
  /** What is told so far. */
  readonly problems: Problems;
  readonly onEdit: Edit;
}

/** One field of a form, whatever its schema says it is. */
function FormField(props: FormFieldProps) {
  const { name, at, node, required, draft, problems, onEdit } = props;
  const t = useTranslations('console.form');
  const problem = problems.get(at);
  if (required && node.kind === 'choice' && node.options.length === 1)
    return (
      <div className="ui-row">
        <code className="ui-strong" dir="ltr">
          {name}
        </code>
        <code dir="ltr">{JSON.stringify(node.options[0])}</code>
        <span className="ui-note">{t('fixed')}</span>
      </div>
    );
  if (draft === null)
    return (
      <div className="ui-row">
        <FieldName name={name} required={required} />
        <code>null</code>
        <Small label={t('notNull', { name })} text={t('clear')} onClick={() => onEdit(at, () => '')} />
      </div>
    );
  if (node.kind !== 'group' && node.kind !== 'list' && node.kind !== 'map')
    return <LeafField {...props} problem={problem} />;
  if (draft === undefined)
    return (
      <div className="ui-row">
        <FieldName name={name} required={required} />
        <Small
          label={t('addField', { name })}
          text={t('add')}
          onClick={() => onEdit(at, () => freshDraft(node))}
        />
      </div>
    );
  return <PartsField {...props} node={node} />;
}

interface PartsFieldProps extends Omit<FormFieldProps, 'node'> {
  readonly node: GroupNode | ListNode | MapNode;
}

/** A field with parts. */
function PartsField({ node, ...props }: PartsFieldProps) {
  const { name, at, required, problems, onEdit } = props;
  const t = useTranslations('console.form');
  const id = useId();
  const problem = problems.get(at);
  return (
    <fieldset className={`ui-stack ${classes.group}`} aria-describedby={problem && `${id}-problem`}>
      <legend className={classes.name}>
        <FieldName name={name} required={required} />
      </legend>
      {node.kind === 'group' ? <Fields {...props} node={node} /> : <Entries {...props} node={node} />}
      {problem && <Problem id={id} text={t(`problems.${problem}`)} />}
      {!required && (
        <Small
          label={t('removeField', { name })}
          text={t('remove')}
          onClick={() => onEdit(at, () => undefined)}
        />
      )}
    </fieldset>
  );
}

/** If there are more optional fields than this, they stay folded until someone wants them. */
const fewOptional = 6;

interface FieldsProps {
  readonly at: string;
  readonly node: GroupNode;
  readonly draft: Draft;
  readonly problems: Problems;
  readonly onEdit: Edit;
}

/** The fields of an object: the required ones, and the others when there are few or someone wants them. */
export function Fields({ at, node, draft, problems, onEdit }: FieldsProps) {
  const t = useTranslations('console.form');
  const typed = fieldsIn(draft);
  const [all, setAll] = useState(false);
  const optional = node.fields.filter(({ required }) => !required);
  const isFolded = !all && optional.length > fewOptional;
  const isShown = ({ name, required }: GroupNode['fields'][number]) =>
    !isFolded || required || (typed[name] !== undefined && typed[name] !== '');
  const shown = node.fields.filter(isShown);
  const hidden = node.fields.length - shown.length;
  return (
    <div className="ui-stack">
      {node.note !== undefined && (
        <p className="ui-note" lang="en" dir="auto">
          {node.note}
        </p>
      )}
      {shown.map(({ name, required, node: inner }) => (
        <FormField
          key={name}
          name={name}
          at={within(at, name)}
          node={inner}
          required={required}
          draft={typed[name]}
          problems={problems}
          onEdit={onEdit}
        />
      ))}
      {hidden > 0 && (
        <button
          type="button"
          className={`ui-accent ui-small ui-strong ${classes.small}`}
          aria-expanded="false"
          onClick={() => setAll(true)}
        >
          {t('more', { count: hidden })}
        </button>
      )}
    </div>
  );
}

interface EntriesProps extends Omit<FormFieldProps, 'node'> {
  readonly node: ListNode | MapNode;
}

function Entries({ name, at, node, draft, problems, onEdit }: EntriesProps) {
  const t = useTranslations('console.form');
  const entries = entriesIn(draft);
  const inner = node.kind === 'list' ? node.item : node.value;
  const change = (edit: (entries: ReturnType<typeof entriesIn>) => Draft) =>
    onEdit(at, (now) => edit(entriesIn(now)));
  const add = () => change((now) => [...now, { id: nextId(now), name: '', draft: freshDraft(inner) }]);
  const isFull = node.kind === 'list' && node.maxItems !== undefined && entries.length >= node.maxItems;
  return (
    <div className="ui-stack">
      {entries.map((entry, index) => (
        <div key={entry.id} className="ui-stack">
          {node.kind === 'map' && (
            <input
              type="text"
              dir="auto"
              aria-label={t('nameOf', { name, index: index + 1 })}
              placeholder={t('name')}
              aria-invalid={problems.has(within(at, entry.id)) && entry.name === ''}
              value={entry.name}
              onChange={({ currentTarget: { value } }) =>
                change((now) => now.map((one) => (one.id === entry.id ? { ...one, name: value } : one)))
              }
            />
          )}
          <FormField
            name={`${name}[${node.kind === 'map' ? entry.name : index}]`}
            at={within(at, entry.id)}
            node={inner}
            required
            draft={entry.draft}
            problems={problems}
            onEdit={onEdit}
          />
          <Small
            label={t('removeEntry', { name, index: index + 1 })}
            text={t('remove')}
            onClick={() => change((now) => now.filter(({ id }) => id !== entry.id))}
          />
        </div>
      ))}
      {!isFull && <Small label={t('addEntry', { name })} text={t('add')} onClick={add} />}
    </div>
  );
}
