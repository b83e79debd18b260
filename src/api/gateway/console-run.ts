import * as v from 'valibot';
import { getLedgerEntry, reasonHeader } from '#contract/gateway/connections.ts';
import { type Operation, operation, type WriteOperation } from '#contract/operation.ts';
import type { SystemId } from '#contract/system.ts';
import { urlText } from '#contract/url-text.ts';
import { fields } from '#src/lib/reader.ts';
import { type Certain, certain, certainOf, type Find, type PageWatch } from '../client/certain.ts';
import { call, callForAnswer } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type AnswerKeeper, keepAnswer } from '../client/keep-answer.ts';
import { write } from '../client/write.ts';
import type { ConsoleOperation } from './console.ts';
import { findSent } from './find-sent.ts';

/** A request of the console. */
export interface ConsoleRun extends IdempotencyKey {
  readonly system: SystemId;
  readonly operation: ConsoleOperation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly file: Blob | undefined;
  /** Why someone is observed. */
  readonly reason: string | undefined;
}

/** What came back. */
export interface ConsoleAnswer {
  /** Undefined where only the gateway's ledger knows of it. */
  readonly status: number | undefined;
  readonly type: string;
  /** Undefined when it is not a text. */
  readonly text: string | undefined;
  readonly body: Blob;
  readonly tookMs: number | undefined;
  /** Why it is an error. */
  readonly error: ApiError | undefined;
}

/**
 * Runs an operation. Anything that has an effect is sent once: when its response is lost the gateway's ledger is
 * checked. The console shows whatever was returned, including errors.
 *
 * @throws ApiError when a request that only reads got no response
 */
export function runOperation(run: ConsoleRun, watch: PageWatch<ConsoleRun>): Promise<Certain<ConsoleAnswer>> {
  const keeper = keepAnswer();
  const row = operationOf(run);
  if (run.operation.effect === 'read' || !isWrite(row)) return certainOf(readAnswer(run, row, keeper));
  const send = async () => {
    const outcome = await write(row, optionsOf(run, keeper));
    const raw = await answerOf(keeper, outcome.kind === 'done' ? undefined : outcome.error);
    const isTold = raw?.status !== undefined && (raw.status < 300 || outcome.kind === 'refused');
    return isTold ? { kind: 'done' as const, value: raw } : without(outcome);
  };
  const { earlier } = watch;
  // What became of another request says nothing about this one.
  return certain(send, finder(run), watch, earlier && isSame(earlier, run) ? finder(earlier) : undefined);
}

function isSame(one: ConsoleRun, other: ConsoleRun): boolean {
  const requestOf = ({ operation, params, query, body }: ConsoleRun) =>
    JSON.stringify([operation.name, params, query, body]);
  return requestOf(one) === requestOf(other) && one.file === other.file;
}

/** An outcome without a response to show. */
function without(outcome: Awaited<ReturnType<typeof write>>) {
  if (outcome.kind !== 'done') return outcome;
  const error = new ApiError({ kind: 'network', operation: 'console', mayBeDone: true });
  return { kind: 'unknown' as const, error };
}

async function readAnswer(run: ConsoleRun, row: Operation, keeper: AnswerKeeper): Promise<ConsoleAnswer> {
  try {
    await callForAnswer(row, optionsOf(run, keeper));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const answer = await answerOf(keeper, error);
    if (answer) return answer;
    throw error;
  }
  const answer = await answerOf(keeper, undefined);
  if (!answer) throw new ApiError({ kind: 'network', operation: run.operation.name, mayBeDone: false });
  return answer;
}

const isWrite = (row: Operation): row is WriteOperation => row.method !== 'GET';

const operationOf = ({ system, operation: { name, method, path } }: ConsoleRun): Operation =>
  operation({ name, method, path, root: `/connected/${system}`, response: v.unknown() });

function optionsOf(run: ConsoleRun, { transport }: AnswerKeeper) {
  const { operation: row, params, query, body, file, reason } = run;
  const { headers, timeoutMs } = elevated(run);
  return {
    params,
    query,
    body,
    transport,
    timeoutMs,
    headers: {
      ...(row.effect === 'read' ? {} : headers),
      ...(reason === undefined ? {} : { [reasonHeader]: urlText(reason) }),
    },
    ...(file ? { form: file } : {}),
  };
}

const isText = /json|^text\/|xml|urlencoded|^$/;

async function answerOf(
  { answer }: AnswerKeeper,
  error: ApiError | undefined,
): Promise<ConsoleAnswer | undefined> {
  const raw = await answer();
  if (!raw) return undefined;
  const { status, type, body, tookMs } = raw;
  const isOk = status < 300;
  // What is empty is no file, whatever its type.
  const content = body.size === 0 || isText.test(type) ? await body.text() : undefined;
  return { status, type, text: content, body, tookMs, error: isOk ? undefined : error };
}

/** Finds in the ledger what became of a request. */
const finder =
  ({ system, key }: Pick<ConsoleRun, 'system' | 'key'>): Find<ConsoleAnswer> =>
  async (signal) => {
    const finding = await findSent(system, key)(signal);
    if (typeof finding === 'string') return finding;
    const { id, status } = finding.found;
    const { answer } = fields(await call(getLedgerEntry, { params: { id: String(id) }, signal }));
    const json = JSON.stringify(answer ?? null, null, 2);
    return {
      found: {
        status,
        type: 'application/json',
        text: json,
        body: new Blob([json]),
        tookMs: undefined,
        error: undefined,
      },
    };
  };
