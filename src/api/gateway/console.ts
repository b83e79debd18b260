import { queryOptions } from '@tanstack/react-query';
import { listSystemOperations } from '#contract/gateway/connections.ts';
import type { Operation } from '#contract/operation.ts';
import { type Effect, effects, type SystemId } from '#contract/system.ts';
import { fields, flag, list, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';

/** An operation of a connected system, as the gateway describes it. */
export interface ConsoleOperation {
  readonly name: string;
  /** In English, as are the next two. */
  readonly title: string;
  readonly about: string;
  readonly resource: string;
  readonly effect: Effect;
  readonly guards: readonly string[];
  readonly source: string;
  readonly method: Operation['method'];
  /** As the system itself expects it. */
  readonly upstreamMethod: string;
  /** Below the root of its system. */
  readonly path: `/${string}`;
  /** Its path as the server of the organisation has it. */
  readonly upstreamPath: string;
  /** Whether the documentation has lost its path. */
  readonly pathGuessed: boolean;
  /** Its body is a file. */
  readonly takesFile: boolean;
  readonly fileTypes: readonly string[];
  /** JSON schemas; null where there is nothing to fill in. */
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What else is known about a system, for command lines. */
export interface CommandTarget {
  /** Undefined where an admin entered it. */
  readonly address: string | undefined;
  /** Header for the key, and what precedes the key in it. */
  readonly header: string;
  readonly prefix: string;
}

export interface SystemConsole extends CommandTarget {
  readonly operations: readonly ConsoleOperation[];
}

/** All operations of a system that can be called here. */
export const operationsOptions = (system: SystemId) =>
  queryOptions({
    queryKey: ['console', system],
    queryFn: async ({ signal }) => {
      const wire = await call(listSystemOperations, { params: { system }, signal });
      return normaliseConsole(wire);
    },
    // They change with the gateway.
    staleTime: Number.POSITIVE_INFINITY,
  });

export function normaliseConsole(wire: unknown): SystemConsole {
  const { address, header, prefix, operations } = fields(wire);
  return {
    address: text(address),
    header: text(header) ?? 'authorization',
    prefix: text(prefix) ?? '',
    operations: list(operations, normaliseOperation),
  };
}

/** Undefined for what could not be called. */
export function normaliseOperation(wire: unknown): ConsoleOperation | undefined {
  const row = fields(wire);
  const name = text(row.name);
  const path = text(row.path);
  const method = methods.find((known) => known === row.method);
  if (name === undefined || method === undefined || !path?.startsWith('/')) return undefined;
  return {
    name,
    method,
    upstreamMethod: text(row.upstreamMethod) ?? method,
    path: `/${path.slice(1)}`,
    upstreamPath: text(row.upstreamPath) ?? path,
    pathGuessed: flag(row.pathGuessed) ?? false,
    title: text(row.title) ?? name,
    about: text(row.about) ?? '',
    resource: text(row.resource) ?? '',
    // What is not known is treated as potentially harmful.
    effect: effects.find((known) => known === row.effect) ?? 'danger',
    guards: list(row.guards, text),
    source: text(row.source) ?? '',
    takesFile: row.bodyKind === 'bytes',
    fileTypes: list(row.bodyTypes, text),
    params: row.params ?? null,
    query: row.query ?? null,
    body: row.body ?? null,
  };
}
