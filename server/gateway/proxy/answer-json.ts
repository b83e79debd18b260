import { measureJson } from '../http/json-measure.ts';
import { isJson } from './proxy-response.ts';
import type { Redaction } from './redaction.ts';

/** Deeper than any response has a reason to be; whatever walks through it would run out of stack. */
const deepest = 200;
/** Only such a text can have a number with more digits than a number keeps. */
const manyDigits = /\d{16}/;

/** A response as received, and what it says; `body` is undefined when that is not JSON. */
export interface ReadAnswer {
  readonly bytes: Buffer;
  readonly body: unknown;
}

/**
 * Reads a system's response without the secret, in whatever spelling. A byte order mark is left out, and numbers with
 * more digits than a number keeps become texts: it would be another number otherwise.
 */
export function readAnswerJson(type: string | undefined, given: Buffer, redaction: Redaction): ReadAnswer {
  const bytes = redaction.bytes(given);
  if (bytes.length === 0 || !isJson(type) || measureJson(bytes).depth > deepest)
    return { bytes, body: undefined };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const isLong = manyDigits.test(text);
  try {
    const body: unknown = JSON.parse(text, isLong ? asWritten : undefined);
    // Some servers write `+`, and more, as an escape: in there the secret is not seen.
    if (!isLong && !text.includes('\\u')) return { bytes, body };
    const plain = redaction.bytes(Buffer.from(JSON.stringify(body)));
    return { bytes: plain, body: JSON.parse(plain.toString('utf8')) };
  } catch {
    return { bytes, body: undefined };
  }
}

const asWritten = (_name: string, value: unknown, { source }: { source?: string } = {}): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value;
