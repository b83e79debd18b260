import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';

interface FixButtonProps {
  readonly label: string;
  /** What it is about, for people who hear it without its line. */
  readonly what: string;
  readonly onPress: () => void;
  /** Beside a fix: leaves it as it is. */
  readonly quiet?: boolean;
  /** Of what it opens. */
  readonly expanded?: boolean;
  readonly disabled?: boolean;
}

/** One thing to do about a finding. */
export function FixButton({ label, what, onPress, quiet, expanded, disabled }: FixButtonProps) {
  const t = useTranslations('preflight');
  return (
    <Button
      size="xs"
      {...(quiet ? ({ variant: 'subtle', color: 'gray' } as const) : ({ variant: 'default' } as const))}
      aria-label={t('of', { action: label, what })}
      aria-expanded={expanded}
      disabled={disabled === true}
      onClick={onPress}
      dir="auto"
    >
      {label}
    </Button>
  );
}
