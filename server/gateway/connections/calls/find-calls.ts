import type { CallPeriod, CallView } from '#contract/gateway/calls.ts';
import { folded, wordsOf } from '../conversations/find-conversations.ts';
import type { CallSight } from './call-sights.ts';
import type { CallMeeting } from './meetings/call-meeting-store.ts';
import type { People } from './people.ts';
import type { Call } from './wire.ts';

/** What someone wants to see of a list of calls. */
export interface CallSearch {
  readonly view: CallView;
  readonly period: CallPeriod | undefined;
  readonly text: string;
}

interface Known {
  readonly sight: CallSight;
  readonly people: People;
  readonly made: ReadonlyMap<string, CallMeeting>;
  /** In ms since the epoch. */
  readonly now: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Calls that a person may see, as they want to see them, in the order in which they are given. */
export function findCalls(
  calls: readonly Call[],
  { view, period, text }: CallSearch,
  { sight, people, made, now }: Known,
): readonly Call[] {
  const words = wordsOf(text);
  // What is typed as a number is found however it is written.
  const digits = /^[\d\s+()./-]{4,}$/.test(text.trim()) ? text.replace(/\D/g, '').replace(/^00/, '') : '';
  const since = period === undefined ? Number.NEGATIVE_INFINITY : now - Number(period) * dayMs;
  const hasWords = (call: Call): boolean => {
    if (words.length === 0) return true;
    if (digits !== '') return (call.phone ?? '').replace(/\D/g, '').includes(digits);
    const haystack = folded([people.of(call)?.name, call.phone, call.snippet].filter(Boolean).join('\n'));
    return words.every((word) => haystack.includes(word));
  };
  return calls.filter(
    (call) =>
      (view !== 'with' || made.has(call.id)) &&
      (view !== 'without' || (!made.has(call.id) && !call.isRunning)) &&
      (call.at ?? 0) >= since &&
      sight.sees(call) &&
      hasWords(call),
  );
}
