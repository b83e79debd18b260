import { useId } from 'react';
import { useTranslations } from 'use-intl';
import classes from './console.module.css';
import type { Edit } from './edit.ts';
import { FieldName, Problem, Small } from './field-marks.tsx';
import { LeafInput } from './leaf-input.tsx';
import { type Draft, type ProblemKind, writtenIn } from './model/draft.ts';
import type { FormNode } from './model/form-node.ts';
import { useFieldHint } from './use-field-hint.ts';

interface LeafFieldProps {
  /** As the API calls it. */
  readonly name: string;
  readonly at: string;
  readonly node: FormNode;
  readonly required: boolean;
  readonly draft: Draft;
  readonly problem: ProblemKind | undefined;
  readonly onEdit: Edit;
}

/** A field for one value. Plain elements: there may be a hundred of them. */
export function LeafField({ name, at, node, required, draft, problem, onEdit }: LeafFieldProps) {
  const t = useTranslations('console.form');
  const id = useId();
  const hint = useFieldHint()(node);
  const described = [hint !== '' && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const common = {
    id,
    value: writtenIn(draft),
    'aria-required': required,
    'aria-invalid': problem !== undefined,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      onEdit(at, () => value);
    },
  };
  return (
    <div className={classes.field}>
      <label htmlFor={id} className="ui-row">
        <FieldName name={name} required={required} />
      </label>
      <LeafInput node={node} required={required} {...common} />
      {hint !== '' && (
        <span id={`${id}-hint`} className="ui-note" dir="auto">
          {hint}
        </span>
      )}
      {problem && <Problem id={id} text={t(`problems.${problem}`)} />}
      {node.nullable && (
        <Small label={t('sendNull', { name })} text={t('null')} onClick={() => onEdit(at, () => null)} />
      )}
    </div>
  );
}
