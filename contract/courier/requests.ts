/**
 * Fields of what Courier is sent. Its document has lost most lengths: names are read as at most 255 characters, what people
 * write as at most 20,000. Enumerations of which it shows one value alone are open to read and closed to send.
 */
import * as v from 'valibot';
import { text } from '../fields.ts';

export const name = text(255);

/** In international form. */
export const phone = v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/), v.examples(['+31201234567']));

/** Hours and minutes of a day. */
export const timeOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z?$/),
  v.examples(['09:00']),
);

/** Files that may be attached. The document shows the first alone, as the first of a list that it has lost. */
export const attachmentTypes = [
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/zip',
  'audio/mp4',
  'audio/mpeg',
  'audio/wav',
  'audio/webm',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/csv',
  'text/plain',
  'video/mp4',
  'video/quicktime',
  'video/webm',
] as const;

/** Ours: Courier names no limit. */
export const maxAttachmentBytes = 100 * 1024 * 1024;

/** A comparison with a time, two of which bound a period: `>=2026-01-31T09:30:00Z`. */
export const comparisons = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.maxLength(40),
      v.regex(/^(>|<|<=|>=)\d{4}-\d{2}-\d{2}(T[\d:.]{5,20}(Z|[+-]\d{2}:?\d{2})?)?$/),
      v.examples(['>=2026-01-31T09:30:00Z']),
    ),
  ),
  v.minLength(1),
  v.maxLength(2),
);

/** Several of a list of values. */
// @__NO_SIDE_EFFECTS__
export function someOf<const T extends readonly [string, ...string[]]>(...values: T) {
  return v.pipe(v.array(v.picklist(values)), v.minLength(1), v.maxLength(values.length));
}

// @__NO_SIDE_EFFECTS__
export function many<const S extends v.GenericSchema>(schema: S, maxLength = 200) {
  return v.pipe(v.array(schema), v.minLength(1), v.maxLength(maxLength));
}

/** A text in the languages that Courier has. */
// @__NO_SIDE_EFFECTS__
export function translated(maxLength: number) {
  return v.strictObject({
    en_US: v.optional(text(maxLength)),
    es_US: v.optional(text(maxLength)),
  });
}
