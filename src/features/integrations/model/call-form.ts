import { isEmail, normaliseEmail } from '#contract/email.ts';
import type { PhoneCall } from '#src/api/claritalk/meetings/calls.ts';
import { keysOf } from '#src/lib/keys.ts';
import { toLocalField } from '#src/lib/time/local-time.ts';

/** A call as it is written; times as `datetime-local` has them, in the reader's zone. */
export interface CallForm {
  readonly start: string;
  readonly end: string;
  readonly from: string;
  readonly to: string;
  readonly email: string;
  readonly url: string;
}

export type CallField = keyof CallForm;

const minuteMs = 60_000;

/** A call of a quarter of an hour that has just ended. */
export function exampleCall(now: Date, email: string): CallForm {
  return {
    start: toLocalField(now.getTime() - 15 * minuteMs),
    end: toLocalField(now.getTime()),
    from: '+31612345678',
    to: '+31687654321',
    email,
    url: 'https://3cx.example.com/recordings/abc123.wav',
  };
}

/** Fields that Claritalk would refuse. */
export function problemsOf({ start, end, from, to, email, url }: CallForm): CallField[] {
  const problems: Record<CallField, boolean> = {
    start: start === '',
    end: end === '' || end <= start,
    from: from.trim() === '',
    to: to.trim() === '',
    email: !isEmail(normaliseEmail(email)),
    url: !URL.canParse(url.trim()) || !/^https:/i.test(url.trim()),
  };
  return keysOf(problems).filter((field) => problems[field]);
}

/** The call as 3CX sends it. */
export const callOf = ({ start, end, from, to, email, url }: CallForm): PhoneCall => ({
  StartTime: new Date(start).toISOString(),
  EndTime: new Date(end).toISOString(),
  FromCallerNumber: from.trim(),
  ToCallerNumber: to.trim(),
  Email: normaliseEmail(email),
  RecordingUrl: url.trim(),
});
