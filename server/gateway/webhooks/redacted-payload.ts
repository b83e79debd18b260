import * as v from 'valibot';
import { wholeCharacters } from '#contract/whole-characters.ts';

const fields = v.record(v.string(), v.unknown());
const envelope = v.looseObject({ data: v.optional(fields), meta: v.optional(v.nullable(fields)) });

/** Fields of a meeting that reveal nothing of what was said. */
const plainFields = [
  'id',
  'uuid',
  'meetingId',
  'userId',
  'userUuid',
  'status',
  'summaryQualityFlag',
  'summary_quality_flag',
  'locale',
  'createdAt',
  'updatedAt',
];
const metaFields = ['source', 'version'];
/** Longer than any of these needs to be. */
const maxLength = 100;

/**
 * Returns a delivery's payload for someone who may not read the meeting inside: when, which and its status; nothing of
 * its content, whatever hides under these names.
 */
export function redactedPayload(payload: unknown): Record<string, unknown> | null {
  const parsed = v.safeParse(envelope, payload);
  if (!parsed.success) return null;
  const { event, timestamp, data, meta } = parsed.output;
  return {
    event: plain(event),
    timestamp: plain(timestamp),
    data: pick(data, plainFields),
    ...(meta ? { meta: pick(meta, metaFields) } : {}),
  };
}

function pick(from: Readonly<Record<string, unknown>> = {}, names: readonly string[]) {
  const picked = names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, plain(from[name])]);
  return Object.fromEntries(picked.filter(([, value]) => value !== undefined));
}

/** Returns a value that cannot contain text; undefined for anything else. */
function plain(value: unknown): string | number | boolean | null | undefined {
  if (typeof value === 'string') return wholeCharacters(value, maxLength);
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}
