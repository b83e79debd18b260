/**
 * Paths of a connected system that its documentation has lost: what the table reads there, and what an admin has set
 * instead, for the server of their organisation alone.
 */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { systemIds } from '../system.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';

const systemId = v.picklist(systemIds);

const errors = [
  { status: 400, when: 'malformed: not a path with the same placeholders' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the caller is not an admin' },
  { status: 404, when: 'there is no such system, or no such operation whose path is not certain' },
  { status: 409, when: 'another admin changed it in the meantime, or it is the path of another operation' },
  { status: 424, when: 'there is no connection' },
  { status: 429, when: 'too many administrative requests' },
] as const;

export const maxPathLength = 200;

const path = v.pipe(v.string(), v.maxLength(maxPathLength));

/** An operation whose path is not certain. */
const guessedPath = v.object({
  operation: v.string(),
  title: v.string(),
  resource: v.string(),
  /** As the system itself is asked. */
  method: v.string(),
  /** As the table has it. */
  usual: v.string(),
  /** What an admin has set instead. */
  set: v.nullable(v.string()),
});

export const listPaths = operation({
  name: 'listPaths',
  method: 'GET',
  root: adminRoot,
  path: '/connections/:system/paths',
  params: v.strictObject({ system: systemId }),
  response: v.object({ paths: v.array(guessedPath) }),
  errors: errors.filter(({ status }) => status !== 400 && status !== 409),
});

export const setPath = operation({
  name: 'setPath',
  method: 'PUT',
  root: adminRoot,
  path: '/connections/:system/paths/:operation',
  params: v.strictObject({ system: systemId, operation: v.pipe(v.string(), v.regex(/^[A-Za-z\d]{1,64}$/)) }),
  /** Null goes back to the usual one. `seen` is what the admin saw. */
  body: v.strictObject({ path: v.nullable(path), seen: v.nullable(path) }),
  maxBodyBytes: 4 * 1024,
  response: v.unknown(),
  successStatuses: [204],
  requestHeaders: [idempotencyHeader],
  errors,
});

/**
 * Segments of plain letters, and placeholders. Nothing here leads to another host, upwards, or into a query, whoever
 * reads it: no empty segment, none that begins with a dot, nothing that has to be decoded.
 */
const wellFormed = /^(\/(:[A-Za-z]+|[A-Za-z0-9_~-][A-Za-z0-9._~-]*))+\/?$/;

export const placeholdersOf = (template: string): readonly string[] => template.match(/:[A-Za-z]+/g) ?? [];

/** What is wrong with a path that is to stand for another; undefined if nothing is. */
export function problemOfPath(given: string, usual: string): 'malformed' | 'placeholders' | undefined {
  if (given.length > maxPathLength || !wellFormed.test(given)) return 'malformed';
  const [own, expected] = [given, usual].map((one) => placeholdersOf(one).toSorted().join());
  return own === expected ? undefined : 'placeholders';
}
