import { useTranslations } from 'use-intl';
import type { Broadcast } from '#src/api/gateway/published/broadcasts.ts';

/** States of recipients, as they are told: what needs someone first. */
const told = [
  'unknown',
  'not-sent',
  'refused',
  'failed',
  'delivered',
  'accepted',
  'sending',
  'waiting',
  'cancelled',
  'excluded',
] as const;

/** Whether a person has to look at it. */
export const needsAttention = ({ state, counts }: Broadcast): boolean =>
  state === 'stopped' || (counts.unknown ?? 0) > 0;

/** How far a broadcast is, in words. */
export function useCountsText(): (broadcast: Broadcast) => string {
  const t = useTranslations('broadcasts');
  return ({ state, way, counts }) => {
    const parts = told.flatMap((of) => {
      const count = counts[of] ?? 0;
      return count === 0 ? [] : [t(`counts.${of}`, { count, way })];
    });
    return [t(`states.${state}`), parts.join(', ')].filter(Boolean).join('. ');
  };
}
