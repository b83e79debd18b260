import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStatusLabel } from '#src/ui/use-status-label.ts';

/** What rows say besides their data. Made once for all of them: looking up texts is what a row would cost most. */
export interface RowTexts {
  readonly untitled: string;
  /** Names the box that chooses a meeting. */
  readonly select: (name: string) => string;
  readonly status: (status: string | undefined) => string;
  /** Language of the interface. */
  readonly locale: string;
}

/** Keeps its identity as long as the language stays. */
export function useRowTexts(): RowTexts {
  const t = useTranslations('meetings');
  const status = useStatusLabel();
  const locale = useLocale();
  return useMemo(
    () => ({ untitled: t('untitled'), select: (name) => t('select.one', { name }), status, locale }),
    [t, status, locale],
  );
}
