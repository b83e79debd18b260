import { useTranslations } from 'use-intl';
import { isKeyOf } from '#src/lib/keys.ts';

/** Words of Courier and of the telephone provider behind it, and the texts that say the same. */
const known = {
  created: 'created',
  initiated: 'created',
  queued: 'created',
  ringing: 'ringing',
  running: 'running',
  'in-progress': 'running',
  completed: 'completed',
  failed: 'failed',
  busy: 'busy',
  'no-answer': 'noAnswer',
  canceled: 'cancelled',
} as const;

/** What a state is called; one that nobody knows is shown as it is written. */
export function useStateText(): (state: string | undefined) => string {
  const t = useTranslations('calls.states');
  return (state) => (state === undefined ? '–' : isKeyOf(known, state) ? t(known[state]) : state);
}
