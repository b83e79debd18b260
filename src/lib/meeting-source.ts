import { fields, text } from './reader.ts';

/**
 * Whether a meeting was a telephone call that 3CX reported, as far as Claritalk says so. None of it is documented: the
 * kind of recording or a source in the metadata may say so.
 */
export function isPhoneCall(meeting: {
  readonly recordingType: string | undefined;
  readonly metadata: unknown;
}) {
  const named = [meeting.recordingType, text(fields(meeting.metadata).source)];
  return named.some((name) => name !== undefined && /\b3cx\b/i.test(name.replaceAll('_', ' ')));
}
