import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Operation } from '#contract/operation.ts';
import { readAnswer } from '../../upstreams/client.ts';
import type { Upstream } from '../../upstreams/upstream.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { readAnswerJson } from './answer-json.ts';
import type { Attempt, KeptAnswer } from './attempt.ts';
import type { Connection } from './connection.ts';
import { notePassing } from './passing-bytes.ts';
import { isJson, rateHeaders, responseHeaders } from './proxy-response.ts';
import { Redaction } from './redaction.ts';
import { unknownPath } from './unknown-path.ts';

/** A system's response on its way to a page. */
export interface PassedAnswer {
  readonly upstream: Upstream;
  readonly operation: Operation;
  readonly answer: Dispatcher.ResponseData;
  readonly response: ServerResponse;
  readonly connection: Connection;
  /** Ends the exchange. */
  readonly abort: AbortController;
  readonly attempt: Attempt | undefined;
}

/**
 * Passes a response on: unchanged or, where the system's errors have their own form, after reading it.
 * @throws Refusal for a response that nobody may see, and for an error of the system.
 */
export async function passAnswer(passed: PassedAnswer): Promise<void> {
  const { upstream, operation, answer, response, connection } = passed;
  const { statusCode: status, headers } = answer;
  const isShared = upstream.credential.of === 'connection';
  // A request to another address carries no credential that could be refused.
  if (status === 401 && !connection.elsewhere?.path) await noteRefusal(passed);
  refuseUnreadable(passed);
  // Whoever reads the response has their own credential anyway.
  const secret = isShared ? connection.credential : undefined;
  const redaction = new Redaction(secret);
  const shown = responseHeaders(operation, upstream.rateHeaders, headers);
  for (const [name, value] of Object.entries(shown)) shown[name] = redaction.text(value);
  const isFile = operation.answerKind === 'bytes' && status < 400 && !isJson(shown['content-type']);
  if (upstream.readError && !isFile) {
    const { bytes, body } = readAnswerJson(shown['content-type'], await readWhole(passed), redaction);
    if (status >= 400 || bytes.length > 0) await refuseError(passed, body);
    return await sendAnswer(passed, { status, headers: shown, body: await edited(connection, body, bytes) });
  }
  if (passed.attempt) {
    // It may end before it is passed on.
    answer.body.on('error', () => {});
    await passed.attempt.end({ state: 'done', answer: { status, headers: shown, body: undefined } });
  }
  response.writeHead(status, shown);
  const { fileBytes } = upstream.limits;
  // Responses to a person's own credential need no inspection, and their pieces no copy.
  if (!isShared) return passOn(answer.body, response);
  const checked = redaction.stream(fileBytes, () => unreadable(upstream));
  answer.body.on('error', (error) => checked.destroy(error));
  return passOn(answer.body.pipe(checked), response);
}

/** Returns the bytes as received, unless something in them must stay here. */
async function edited({ rules }: Connection, body: unknown, bytes: Buffer): Promise<Buffer> {
  const shown = rules && body !== undefined ? await rules.edit(body) : body;
  return shown === body ? bytes : Buffer.from(JSON.stringify(shown));
}

async function sendAnswer(
  { response, attempt }: PassedAnswer,
  { status, headers, body }: KeptAnswer,
): Promise<void> {
  const { 'content-length': _, ...others } = headers;
  await attempt?.end({ state: 'done', answer: { status, headers: others, body } });
  passKept(response, { status, headers: others, body });
}

/** Sends what is in memory. */
export function passKept(response: ServerResponse, { status, headers, body }: KeptAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': body?.length ?? 0 }).end(body);
}

const unreadable = ({ name }: Upstream): Refusal => refusal('upstream-unreadable', { system: name });

/** The rest of a response is not wanted. */
function drop({ answer, abort }: PassedAnswer): void {
  answer.body.on('error', () => {});
  abort.abort();
}

/** @throws Refusal where the connection's credential was refused: the session has not ended. */
async function noteRefusal(passed: PassedAnswer): Promise<void> {
  const { upstream, connection } = passed;
  await connection.refused();
  if (upstream.credential.of === 'person') return;
  drop(passed);
  throw refusal('key-refused', { system: upstream.name });
}

/** Redirects are not followed, and compressed responses were not requested. */
function refuseUnreadable(passed: PassedAnswer): void {
  const { upstream, answer } = passed;
  const { statusCode, headers } = answer;
  const isRedirect = statusCode >= 300 && statusCode < 400;
  const isTooLong = Number(headers['content-length'] ?? 0) > upstream.limits.fileBytes;
  if (!isRedirect && !isTooLong && (headers['content-encoding'] ?? 'identity') === 'identity') return;
  drop(passed);
  throw unreadable(upstream);
}

async function readWhole({ upstream, answer, abort }: PassedAnswer): Promise<Buffer> {
  const { limits, timeouts } = upstream;
  const tooSlow = () => abort.abort(new DOMException('the answer took too long', 'TimeoutError'));
  const impatience = setTimeout(tooSlow, timeouts.answer);
  try {
    const bytes = await readAnswer(answer.body, limits.answerBytes);
    if (bytes) return bytes;
  } finally {
    clearTimeout(impatience);
  }
  throw unreadable(upstream);
}

/** @throws Refusal when the response is an error, or not one that the contract knows. */
async function refuseError(passed: PassedAnswer, body: unknown): Promise<void> {
  const { upstream, answer, connection } = passed;
  const system = upstream.name;
  const { statusCode } = answer;
  const known = body === undefined ? undefined : upstream.readError?.(statusCode, body);
  const status = known?.status ?? statusCode;
  if (status < 400) {
    if (body === undefined) throw unreadable(upstream);
    return;
  }
  if (status === 401 && statusCode !== 401) await noteRefusal(passed);
  const misnamed = connection.guessed && unknownPath(system, connection.guessed, statusCode, known?.said);
  if (misnamed) throw misnamed;
  // A 401 would end the person's session.
  const answered = status === 401 ? 424 : status;
  const told = rateHeaders(upstream.rateHeaders, answer.headers);
  if (status === 429) {
    throw known?.said === undefined
      ? refusal('upstream-waits', { system }, told)
      : refusal('upstream-waits-because', { system, said: known.said }, told);
  }
  if (status < 500 && known?.said !== undefined) {
    throw refusal('upstream-refused', { system, said: known.said }, told, answered);
  }
  throw refusal('upstream-failed', { system, status: String(status) }, told, status < 500 ? answered : 502);
}

/**
 * Like `pipeline` of node:stream, which creates an error object at the end even when all went well. The exchange's own
 * signal notices a client that leaves, and ends the body.
 */
export const passOn = (body: Readable, response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    // Both have said all they will.
    if (body.destroyed || response.destroyed) reject(new Error('the client went away'));
    body.on('data', (piece: Buffer) => notePassing(piece.length));
    body.on('error', reject);
    response.on('error', reject);
    response.once('close', resolve);
    body.pipe(response);
  });
