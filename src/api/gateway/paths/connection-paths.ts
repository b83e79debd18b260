import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listPaths, setPath } from '#contract/gateway/connection-paths.ts';
import type { SystemId } from '#contract/system.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';

/** An operation whose path the documentation has lost. */
export interface LostPath {
  /** Name of the operation. */
  readonly id: string;
  /** In English, as is its group. */
  readonly title: string;
  readonly resource: string;
  readonly method: string;
  /** As the dashboard reads the documentation. */
  readonly usual: string;
  /** What an admin has set for the server of the organisation; undefined where that is the usual one. */
  readonly set: string | undefined;
}

const keyOf = (system: SystemId) => ['connection-paths', system] as const;

export const lostPathsOptions = (system: SystemId) =>
  queryOptions({ queryKey: keyOf(system), queryFn: ({ signal }) => readPaths(system, signal) });

const readPaths = async (system: SystemId, signal: AbortSignal | undefined) =>
  list(fields(await call(listPaths, { params: { system }, signal })).paths, normalisePath);

/** Undefined without a name or a path. */
export function normalisePath(wire: unknown): LostPath | undefined {
  const one = fields(wire);
  const [id, usual] = [text(one.operation), text(one.usual)];
  if (id === undefined || usual === undefined) return undefined;
  return {
    id,
    usual,
    title: text(one.title) ?? id,
    resource: text(one.resource) ?? '',
    method: text(one.method) ?? '',
    set: text(one.set),
  };
}

export interface PathChange extends IdempotencyKey {
  readonly system: SystemId;
  /** Name of the operation. */
  readonly operation: string;
  /** Undefined goes back to the usual one. */
  readonly path: string | undefined;
  /** What was set when the admin looked. */
  readonly seen: string | undefined;
}

/** Says where the server of the organisation has an operation. */
export async function savePath(
  queryClient: QueryClient,
  { system, operation, path, seen, ...given }: PathChange,
  watch: Watch,
): Promise<Certain<unknown>> {
  const body = { path: path ?? null, seen: seen ?? null };
  const send = () => write(setPath, { params: { system, operation }, body, ...elevated(given) });
  const find = async (signal: AbortSignal | undefined) => {
    const now = (await readPaths(system, signal)).find(({ id }) => id === operation);
    const isSo = now !== undefined && (now.set ?? now.usual) === (path ?? now.usual);
    return isSo ? { found: now } : ('absent' as const);
  };
  const result = await certain<unknown>(send, find, watch);
  // The console shows what is sent.
  const renews = [keyOf(system), ['console', system]];
  await Promise.all(renews.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  return result;
}
