import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Mark } from '#src/api/review.ts';
import classes from './review-field.module.css';
import { ReviewTrace } from './review-trace.tsx';

interface ReviewFieldProps {
  readonly label: string;
  readonly value: string;
  /** What one begins with when there is nothing yet. */
  readonly suggestion: string;
  readonly mark: Mark | undefined;
  readonly editing: boolean;
  readonly readOnly: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
  readonly onChange: (value: string) => void;
}

/** A longer text of the review: shown as text, written in place, saved as one writes. */
export function ReviewField(props: ReviewFieldProps) {
  const { label, value, suggestion, mark, editing, readOnly, onEdit, onDone, onChange } = props;
  const t = useTranslations('review');
  const id = useId();
  if (editing && !readOnly) {
    return (
      <div className={classes.field}>
        <label htmlFor={id}>{label}</label>
        <WritingField
          id={id}
          initial={value === '' ? suggestion : value}
          onChange={onChange}
          onDone={onDone}
        />
        <p className={classes.hint}>{t('writing')}</p>
      </div>
    );
  }
  if (value === '') return null;
  return (
    <div className={classes.field}>
      <p className={classes.label}>{label}</p>
      <p className={classes.text}>{value}</p>
      <div className={classes.foot}>
        {mark && <ReviewTrace mark={mark} of="written" />}
        {!readOnly && (
          <button type="button" className={classes.edit} onClick={onEdit}>
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
  const onKeyDown = (event: KeyboardEvent) => {
    const enough = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!enough || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onDone();
  };
  return (
    <textarea
      ref={field}
      id={id}
      className={classes.input}
      rows={2}
      maxLength={10_000}
      defaultValue={initial}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
