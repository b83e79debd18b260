import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { webhookDelivery } from '#contract/claritalk/webhooks.ts';
import type { SystemId } from '#contract/system.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { measureJson } from '../http/json-measure.ts';
import { firstId, meetingIdOf } from './meeting-ids.ts';
import { redactedPayload } from './redacted-payload.ts';
import { reportName } from './report-name.ts';

/** A PDF that came with a delivery. */
export interface Report {
  readonly filename: string;
  readonly content: Buffer;
}

/** The connection that a delivery belongs to. */
export interface Origin {
  readonly system: SystemId;
  readonly organisation: string;
}

/** What the gateway understands of a delivery's body. */
export interface ReadDelivery {
  /** Undefined: Claritalk. */
  readonly origin: Origin | undefined;
  /** A SHA-256 in hexadecimal: the same delivery has the same one. */
  readonly fingerprint: string;
  readonly bytes: number;
  readonly event: string;
  /** The sender's own time in ms since the epoch. */
  readonly sentAt: number | undefined;
  /** What it is about: `meeting`, `user`, a thing of another system; `unknown`. */
  readonly about: string;
  /** Its id. */
  readonly subject: string | undefined;
  readonly status: string | undefined;
  /** The body as JSON, without the bytes of its report; only its outline where it is too large to be shown. */
  readonly payload: string;
  readonly report: Report | undefined;
}

const files = v.looseObject({ filename: v.optional(v.nullable(v.string())), content: v.string() });

/** Far more than an all-day meeting has, and little enough to be parsed while everyone else waits. */
export const deliveryLimits = { depth: 32, parts: 100_000, payloadBytes: 2 * 1024 * 1024 } as const;
const maxEventLength = 100;
/** ISO 8601 with all its options. */
const maxTimeLength = 40;

/** A body that is not worth understanding: excessively nested or divided. */
export class TooComplex extends Error {
  override readonly name = 'TooComplex';
}

/**
 * Reads a delivery's body. Its content is only a hint: Claritalk is asked who may know of it, and what is true.
 *
 * @throws TooComplex, SyntaxError when it is not JSON, ValiError when it is not a delivery.
 */
export function readDelivery(body: Buffer): ReadDelivery {
  const parsed = v.parse(webhookDelivery, readJson(body));
  const { data } = parsed;
  const event = wholeCharacters(parsed.event, maxEventLength);
  const about = event.startsWith('meeting.') ? 'meeting' : event.startsWith('users.') ? 'user' : 'unknown';
  const subject = about === 'meeting' ? meetingIdOf(data) : firstId(data.uuid, data.id);
  const attached = v.safeParse(files, data.files);
  const report = attached.success && about === 'meeting' ? readReport(attached.output) : undefined;
  const sentAt = parsed.timestamp.length > maxTimeLength ? Number.NaN : Date.parse(parsed.timestamp);
  return {
    origin: undefined,
    fingerprint: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    event,
    sentAt: Number.isNaN(sentAt) ? undefined : sentAt,
    about: subject === undefined ? 'unknown' : about,
    subject: about === 'unknown' ? undefined : subject,
    status: typeof data.status === 'string' ? wholeCharacters(data.status, maxEventLength) : undefined,
    payload: payloadOf(
      attached.success
        ? {
            ...parsed,
            data: {
              ...data,
              files: { ...attached.output, content: summaryOf(attached.output.content, report) },
            },
          }
        : parsed,
    ),
    report,
  };
}

/** JSON of bounded depth and size. @throws TooComplex, SyntaxError, TypeError */
export function readJson(body: Buffer): unknown {
  const { depth, parts } = measureJson(body);
  if (depth > deliveryLimits.depth || parts > deliveryLimits.parts) throw new TooComplex();
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
}

/** Returns what is kept to be shown to admins. */
export function payloadOf(delivery: unknown): string {
  const payload = JSON.stringify(delivery);
  const bytes = Buffer.byteLength(payload);
  if (bytes <= deliveryLimits.payloadBytes) return payload;
  return JSON.stringify({ ...redactedPayload(delivery), omitted: `${bytes} bytes, more than is kept` });
}

function readReport({ filename, content }: v.InferOutput<typeof files>): Report | undefined {
  const bytes = Buffer.from(content, 'base64');
  // Readers look for the mark in the first kibibyte (ISO 32000, annex I).
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return undefined;
  return { filename: reportName(filename ?? ''), content: bytes };
}

const summaryOf = (content: string, report: Report | undefined) =>
  report ? `PDF of ${report.content.length} bytes` : `${content.length} characters that are not a PDF`;
