import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { integerText, uuid } from '#contract/shapes.ts';
import { webhookDelivery } from '#contract/webhooks.ts';

/** A PDF that came with a delivery. */
export interface Report {
  readonly filename: string;
  readonly content: Buffer;
}

/** What the gateway understands of the body of a delivery. */
export interface ReadDelivery {
  /** SHA-256 of the body, in hexadecimal: the same delivery has the same one. */
  readonly fingerprint: string;
  readonly bytes: number;
  readonly event: string;
  /** The sender's own time in ms since the epoch. */
  readonly sentAt: number | undefined;
  readonly about: 'meeting' | 'user' | 'unknown';
  /** Id of the meeting or user. */
  readonly subject: string | undefined;
  readonly status: string | undefined;
  /** The body as JSON, without the bytes of its report. */
  readonly payload: string;
  readonly report: Report | undefined;
}

const idText = v.union([
  v.pipe(uuid, v.toLowerCase()),
  integerText,
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.transform(String)),
]);
const files = v.looseObject({ filename: v.optional(v.nullable(v.string())), content: v.string() });

/**
 * Reads the body of a delivery. Whatever is inside is a hint: who may know of it, and what is true, is asked at
 * Claritalk.
 *
 * @throws SyntaxError when it is not JSON, ValiError when it is no delivery.
 */
export function readDelivery(body: Buffer): ReadDelivery {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  const parsed = v.parse(webhookDelivery, JSON.parse(text));
  const { data } = parsed;
  const event = parsed.event.slice(0, 100);
  const about = event.startsWith('meeting.') ? 'meeting' : event.startsWith('users.') ? 'user' : 'unknown';
  const subject =
    about === 'meeting' ? firstId(data.meetingId, data.uuid, data.id) : firstId(data.uuid, data.id);
  const attached = v.safeParse(files, data.files);
  const report = attached.success && about === 'meeting' ? readReport(attached.output) : undefined;
  const sentAt = Date.parse(parsed.timestamp);
  return {
    fingerprint: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    event,
    sentAt: Number.isNaN(sentAt) ? undefined : sentAt,
    about: subject === undefined ? 'unknown' : about,
    subject: about === 'unknown' ? undefined : subject,
    status: typeof data.status === 'string' ? data.status.slice(0, 100) : undefined,
    payload: attached.success
      ? JSON.stringify({
          ...parsed,
          data: {
            ...data,
            files: { ...attached.output, content: summaryOf(attached.output.content, report) },
          },
        })
      : text,
    report,
  };
}

/** The first value that is an id: a UUID or a whole number. */
function firstId(...values: unknown[]): string | undefined {
  for (const value of values) {
    const id = v.safeParse(idText, value);
    if (id.success) return id.output;
  }
  return undefined;
}

function readReport({ filename, content }: v.InferOutput<typeof files>): Report | undefined {
  const bytes = Buffer.from(content, 'base64');
  // Readers look for the mark in the first kibibyte (ISO 32000, annex I).
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return undefined;
  return { filename: safeFileName(filename ?? ''), content: bytes };
}

/** The last part of a path, without what a file system or a header could stumble over. */
function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/\.pdf$/i, '')
    .replace(/[^\p{Letter}\p{Number} ._()-]/gu, '')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 120);
  return `${plain || 'report'}.pdf`;
}

const summaryOf = (content: string, report: Report | undefined) =>
  report ? `PDF of ${report.content.length} bytes` : `${content.length} characters that are no PDF`;
