import { useTranslations } from 'use-intl';
import type { IndexStatus } from './protocol.ts';

/**
 * How much a result of the index is worth: it covers all meetings, those read so far, or none, because it has not
 * started or cannot.
 */
export type Known = 'all' | 'soFar' | 'nothing';

/** How much of all meetings the index knows. */
export function knownOf({ activity, listed, indexed, total }: IndexStatus): Known {
  if (activity === 'off' || activity === 'failed' || activity === 'refused') return 'nothing';
  if (activity === 'starting' || total === undefined) return 'nothing';
  if (listed && indexed >= total) return 'all';
  return indexed > 0 || listed ? 'soFar' : 'nothing';
}

/**
 * Says an amount that the index counted, as a fact only when it knows all meetings: "3 meetings", "3 meetings so
 * far", and "–" where even none would be a claim.
 */
export function useAmountText(): (known: Known, amount: number, said: string) => string {
  const t = useTranslations('indexAmount');
  return (known, amount, said) => {
    if (known === 'all') return said;
    return known === 'nothing' || amount === 0 ? '–' : t('soFar', { said });
  };
}

/** What paging may say of what the index found up to `until`: while meetings are still read, there is no last page. */
export const foundOf = (known: Known, total: number, until: number) =>
  known === 'all' ? { total, full: false } : { total: undefined, full: total > until };
