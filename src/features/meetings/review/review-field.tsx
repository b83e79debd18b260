import { useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { partAttribute } from '../shared/parts.ts';
import classes from './review-field.module.css';
import { ReviewTrace } from './review-trace.tsx';

interface ReviewFieldProps {
  readonly label: string;
  readonly value: string;
  /** The initial text when there is none yet. */
  readonly suggestion: string;
  readonly mark: Mark | undefined;
  readonly editing: boolean;
  readonly readOnly: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
  readonly onChange: (value: string) => void;
}

/** A longer text of the review: shown as text, edited in place, saved while it is typed. */
export function ReviewField(props: ReviewFieldProps) {
  const { label, value, suggestion, mark, editing, readOnly, onEdit, onDone, onChange } = props;
  const t = useTranslations('review');
  const id = useId();
  if (editing && !readOnly) {
    return (
      <div className={`ui-after ${classes.field}`}>
        <label htmlFor={id} dir="auto">
          {label}
        </label>
        <WritingField
          id={id}
          initial={value === '' ? suggestion : value}
          onChange={onChange}
          onDone={onDone}
        />
        <p className={`ui-note ${classes.hint}`} data-screen>
          {t('writing')}
        </p>
      </div>
    );
  }
  if (value === '') return null;
  return (
    <div className={`ui-after ${classes.field}`}>
      <p className={classes.label} dir="auto">
        {label}
      </p>
      <p className={classes.text} dir="auto">
        {value}
      </p>
      <div className="ui-ends" {...partAttribute('review-state')}>
        {mark && <ReviewTrace mark={mark} of="written" />}
        {!readOnly && (
          <button type="button" className={`ui-accent ui-tiny ${classes.edit}`} data-screen onClick={onEdit}>
            {t('change', { what: label })}
          </button>
        )}
      </div>
    </div>
  );
}

interface WritingFieldProps {
  readonly id: string;
  readonly initial: string;
  readonly onChange: (value: string) => void;
  readonly onDone: () => void;
}

function WritingField({ id, initial, onChange, onDone }: WritingFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  return (
    <textarea
      ref={field}
      id={id}
      className={classes.input}
      rows={2}
      maxLength={10_000}
      defaultValue={initial}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeys({ does: { Escape: onDone, 'Mod+Enter': onDone } })}
      dir="auto"
    />
  );
}
