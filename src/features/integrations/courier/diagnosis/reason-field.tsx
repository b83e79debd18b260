import '@mantine/core/styles/Input.layer.css';
import { Textarea } from '@mantine/core';
import { useTranslations } from 'use-intl';

interface ReasonFieldProps {
  readonly value: string;
  readonly missing: boolean;
  readonly onChange: (reason: string) => void;
}

/** As long as the gateway accepts it. */
const longest = 500;

/** Asks why someone is observed: it is in the audit log. */
export function ReasonField({ value, missing, onChange }: ReasonFieldProps) {
  const t = useTranslations('courierDiagnosis.observing');
  return (
    <Textarea
      label={t('reason')}
      description={t('reasonHint')}
      value={value}
      maxLength={longest}
      autosize
      minRows={2}
      maxRows={6}
      dir="auto"
      error={missing && t('reasonMissing')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
