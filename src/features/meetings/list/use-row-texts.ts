import { useMemo } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { Formatter } from '#src/ui/moment.tsx';
import { useStatusLabel } from '#src/ui/use-status-label.ts';

/** The texts of rows besides their data. Made once for all of them: looking up texts would be a row's largest cost. */
export interface RowTexts {
  readonly untitled: string;
  /** Heading of the last change, where there is no head of a table. */
  readonly updated: string;
  /** Names the box that chooses a meeting. */
  readonly select: (name: string) => string;
  readonly status: (status: string | undefined) => string;
  readonly format: Formatter;
  /** Language of the interface. */
  readonly locale: string;
}

/** Keeps its identity as long as the language stays. */
export function useRowTexts(): RowTexts {
  const t = useTranslations('meetings');
  const status = useStatusLabel();
  const format = useFormatter();
  const locale = useLocale();
  return useMemo(
    () => ({
      untitled: t('untitled'),
      updated: t('columns.updated'),
      select: (name) => t('select.one', { name }),
      status,
      format,
      locale,
    }),
    [t, status, format, locale],
  );
}
