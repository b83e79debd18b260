import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import type { ConsentStatement } from '#src/features/recorder/model/consent-statements.ts';
import classes from './consent-field.module.css';

interface ConsentFieldProps {
  readonly statement: ConsentStatement;
  readonly agreed: boolean;
  readonly onChange: (agreed: boolean) => void;
  /** The person wanted to start without it. */
  readonly missing: boolean;
  readonly disabled: boolean;
  readonly ref: Ref<HTMLInputElement>;
}

/** What everyone present agrees to, in the meeting's language, and the one click that confirms it. */
export function ConsentField({ statement, agreed, onChange, missing, disabled, ref }: ConsentFieldProps) {
  const t = useTranslations('recorder.consent');
  return (
    <div className={`ui-stack ui-tight ui-box ${classes.consent}`} data-missing={missing || undefined}>
      <p>
        <strong>{t('heading')}</strong>
      </p>
      <p id="recorder-consent" lang={statement.locale} className="ui-hint" dir="auto">
        {statement.text}
      </p>
      <label className="ui-check">
        <input
          ref={ref}
          type="checkbox"
          checked={agreed}
          onChange={(event) => onChange(event.currentTarget.checked)}
          disabled={disabled}
          required
          aria-invalid={missing}
          aria-describedby={missing ? 'recorder-consent recorder-consent-missing' : 'recorder-consent'}
        />
        <span>{t('agree')}</span>
      </label>
      {missing && (
        <p id="recorder-consent-missing" className="ui-problem">
          {t('missing')}
        </p>
      )}
    </div>
  );
}
