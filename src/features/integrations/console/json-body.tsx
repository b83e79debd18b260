import { useId } from 'react';
import { useTranslations } from 'use-intl';
import classes from './console.module.css';
import { Problem } from './field-marks.tsx';
import type { Problems } from './model/draft.ts';

interface JsonBodyProps {
  readonly text: string;
  readonly problems: Problems;
  readonly note: string | false;
  readonly onChange: (text: string) => void;
}

/** A body that is written instead of filled in. */
export function JsonBody({ text, problems, note, onChange }: JsonBodyProps) {
  const t = useTranslations('console.form');
  const id = useId();
  const problem = problems.get('json');
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('json')}</label>
      <textarea
        id={id}
        className="ui-code"
        rows={12}
        dir="ltr"
        spellCheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {problem ? (
        <Problem id={id} text={t(`problems.${problem}`)} />
      ) : (
        note && (
          <span id={`${id}-problem`} className="ui-note" dir="auto">
            {note}
          </span>
        )
      )}
    </div>
  );
}
