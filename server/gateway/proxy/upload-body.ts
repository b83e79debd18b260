import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable, Transform } from 'node:stream';
import * as v from 'valibot';
import { kindOf } from '#contract/gateway/file-kind.ts';
import type { Operation } from '#contract/operation.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { boundaryOf, MultipartScanner } from './multipart-scanner.ts';
import { notePassing } from './passing-bytes.ts';
import { bodyTypeOf, refusedField } from './proxy-request.ts';

/** Checks a body as it passes. Both functions throw a Refusal. */
interface Check {
  write(piece: Buffer): void;
  end(): void;
}

/**
 * Streams a body that nobody keeps. Its latest piece is always held back: the system gets the last bytes, and with them
 * a complete request, only once everything was found to be in order. Otherwise the stream fails with a Refusal.
 *
 * @param length the declared length in bytes.
 * @param abort ends the exchange with the stream's error as its reason.
 */
export function passingBody(
  operation: Operation,
  request: IncomingMessage,
  length: number,
  abort: AbortController,
): Transform {
  const check = checkOf(operation, request);
  let held: Buffer | undefined;
  let seen = 0;
  const checked = new Transform({
    transform(piece: Buffer, _encoding, done) {
      try {
        seen += piece.length;
        notePassing(piece.length);
        if (seen > length) throw new Refusal(413, 'The body is longer than declared.');
        check?.write(piece);
        if (held) this.push(held);
        held = piece;
        done();
      } catch (error) {
        done(asError(error));
      }
    },
    flush(done) {
      try {
        check?.end();
        if (held) this.push(held);
        done();
      } catch (error) {
        done(asError(error));
      }
    },
  });
  checked.on('error', (error) => abort.abort(error));
  request.pipe(checked);
  request.once('close', () => {
    if (!request.complete) checked.destroy(new Error('the client went away'));
  });
  checked.once('close', () => {
    // Whatever became of the forwarding, the rest is read: a client that is still sending would miss the response.
    request.unpipe(checked);
    request.resume();
  });
  return checked;
}

/**
 * A form around a file as it passes: the fields first, as file stores want it. The fields come from a response, so each
 * is checked not to end its line.
 */
export function formAround(
  fields: Readonly<Record<string, string>>,
  file: Readable,
  operation: Operation,
  request: IncomingMessage,
): { readonly body: Readable; headers(length: number): Record<string, string> } {
  const boundary = randomUUID();
  const part = (disposition: string, rest: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${rest}`;
  const texts = Object.entries(fields).map(([name, value]) => {
    if (/["\r\n]/.test(name)) throw new Refusal(502, 'A field of the form has no name that can be sent.');
    return part(`name="${name}"`, `\r\n${value}\r\n`);
  });
  const type = bodyTypeOf(operation, request.headers);
  const head = Buffer.from(
    texts.join('') + part('name="file"; filename="file"', `Content-Type: ${type}\r\n\r\n`),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    body: Readable.from(
      (async function* () {
        yield head;
        yield* file;
        yield tail;
      })(),
      { objectMode: false },
    ),
    headers: (length) => ({
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + length + tail.length),
    }),
  };
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

function checkOf(operation: Operation, request: IncomingMessage): Check | undefined {
  if (operation.bodyKind === 'multipart') return multipartCheck(operation, request);
  return operation.isKindChecked ? kindCheck(operation, request) : undefined;
}

/** What decides may stand anywhere in a file, so it is held until its end; such rows have a low limit. */
function kindCheck(operation: Operation, { headers }: IncomingMessage): Check {
  const pieces: Buffer[] = [];
  return {
    write: (piece) => void pieces.push(piece),
    end() {
      const kind = kindOf(Buffer.concat(pieces));
      if (kind === undefined || kind !== bodyTypeOf(operation, headers))
        throw refusal('file-not-allowed', {});
    },
  };
}

function multipartCheck({ body, fileField }: Operation, { headers }: IncomingMessage): Check {
  const scanner = new MultipartScanner(boundaryOf(headers['content-type'] ?? ''));
  return {
    write: (piece) => scanner.write(piece),
    end() {
      scanner.end();
      const { fields, files } = scanner;
      if (files.length !== 1 || files[0] !== fileField) {
        throw new Refusal(400, `${fileField} in the body is missing or not the only file.`);
      }
      const result = v.safeParse(body ?? v.never(), Object.fromEntries(fields), { abortEarly: true });
      if (!result.success) throw refusedField('body', result.issues);
    },
  };
}
