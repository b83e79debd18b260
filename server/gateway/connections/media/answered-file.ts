import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import type { Dispatcher } from 'undici';
import { refusal } from '../../http/refusal.ts';
import { passOn } from '../../proxy/answer.ts';
import { dataHeaders } from '../../proxy/proxy-response.ts';

const maxBytes = 512 * 1024 * 1024;

/** One range of bytes, as players ask for it. */
const rangePattern = /^bytes=(\d{1,15}-\d{0,15}|-\d{1,15})$/;

/** Returns the headers to ask for the bytes that a browser asks for; `range` is undefined where it asks for all. */
export function askedBytes({ headers }: IncomingMessage): {
  readonly range: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
} {
  const range = rangePattern.exec(headers.range ?? '')?.[0];
  return { range, headers: { 'accept-encoding': 'identity', ...(range === undefined ? {} : { range }) } };
}

export const textOf = ({ headers }: Dispatcher.ResponseData, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Returns what is passed on about the bytes; undefined where the answer is no file, or not the part that was asked for. */
export function headersOf(
  answer: Dispatcher.ResponseData,
  isPart: boolean,
): Record<string, string> | undefined {
  const { statusCode: status } = answer;
  const range = textOf(answer, 'content-range');
  const length = textOf(answer, 'content-length');
  const isFile =
    status === 200 || (status === 206 && isPart && /^bytes \d+-\d+\/(\d+|\*)$/.test(range ?? ''));
  if (!isFile || Number(length ?? 0) > maxBytes) return undefined;
  if ((textOf(answer, 'content-encoding') ?? 'identity') !== 'identity') return undefined;
  return {
    ...(length === undefined ? {} : { 'content-length': length }),
    ...(status === 206 && range !== undefined ? { 'content-range': range } : {}),
  };
}

/** The same bytes; fails when there are more than a file may have. */
export function bounded(body: Readable): Readable {
  let seen = 0;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen += piece.length;
      done(seen > maxBytes ? new Error('too long') : null, piece);
    },
  });
  body.on('error', (error) => counted.destroy(error));
  counted.on('error', () => body.destroy());
  return body.pipe(counted);
}

/** Someone's request for a file. */
export interface BytesRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
  /** Name of the system that has it. */
  readonly system: string;
}

/** Passes on what a system sent of a file, or that it has no such part. @throws Refusal for anything but a file */
export async function passBytes(
  answer: Dispatcher.ResponseData,
  { request, response, system }: BytesRequest,
  about: Readonly<Record<string, string>>,
): Promise<void> {
  answer.body.on('error', () => {});
  if (answer.statusCode === 416) {
    answer.body.destroy();
    response.writeHead(416, dataHeaders).end();
    return;
  }
  const headers = headersOf(answer, askedBytes(request).range !== undefined);
  if (!headers) {
    answer.body.destroy();
    throw refusal('upstream-unreadable', { system });
  }
  response.writeHead(answer.statusCode, { ...dataHeaders, 'accept-ranges': 'bytes', ...headers, ...about });
  await passOn(bounded(answer.body), response);
}
