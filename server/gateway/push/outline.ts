import * as v from 'valibot';

const envelope = v.looseObject({ data: v.optional(v.record(v.string(), v.unknown())) });

/** Fields of a meeting that say nothing of what was talked about. */
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

/**
 * The payload of a meeting for somebody who may not read that meeting: when, which, how it stands; nothing of what is
 * in it.
 */
export function outlineOf(payload: unknown): unknown {
  const parsed = v.safeParse(envelope, payload);
  if (!parsed.success) return null;
  const { event, timestamp, data, meta } = parsed.output;
  const fields = Object.entries(data ?? {}).filter(([name]) => plainFields.includes(name));
  return { event, timestamp, data: Object.fromEntries(fields), meta };
}
