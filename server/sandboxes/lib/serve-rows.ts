import type { Context } from 'hono';
import { createMatcher } from '#contract/match.ts';
import type { ConnectedOperation, SystemId } from '#contract/system.ts';
import { withFault } from './fault-reply.ts';
import type { Faults } from './faults.ts';
import type { NodeTypes } from './node-types.ts';
import { readBody } from './read-body.ts';
import { readCall } from './read-call.ts';
import type { RowHandler } from './row-handler.ts';

/** How a system answers, where systems differ. */
export interface Manners<Services> {
  readonly id: SystemId;
  readonly operations: readonly ConnectedOperation[];
  readonly handlers: readonly RowHandler<Services>[];
  /** Media type of its answers. */
  readonly mediaType: string;
  /** Whether a call bears what it needs. */
  readonly admits: (operation: ConnectedOperation, headers: Headers) => boolean;
  /** Body of an error that no handler threw. */
  readonly worded: (status: number, text: string) => unknown;
  /** The answer to what a handler threw; undefined when that is nobody’s mistake but ours. */
  readonly refused: (error: unknown) => { readonly status: number; readonly body: unknown } | undefined;
}

/** A body is read up to here where a row takes none, so that the refusal is a sentence. */
const smallest = 64 * 1024;

const pathOf = (text: string): `/${string}` => `/${text.slice(1)}`;

/**
 * Answers requests by the rows of a system: finds the row, has the fault switch its say, checks key and request, runs
 * the handler.
 *
 * @throws Error when a row has no handler.
 */
export function createServe<Services>(manners: Manners<Services>) {
  const { id, operations, handlers, mediaType, worded } = manners;
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  const lacking = operations.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (lacking.length > 0) throw new Error(`the sandbox of ${id} has no handler for ${lacking.join(', ')}`);
  // What the page requests by POST, the system itself accepts by GET.
  const rows = operations.map((row) => ({ ...row, method: row.upstreamMethod }));
  const usual = createMatcher(rows);
  const matchIn = (faults: Faults) =>
    faults.hasMoved
      ? createMatcher(
          rows.map((row) => ({ ...row, path: pathOf(faults.servedAt(`${id}.${row.name}`) ?? row.path) })),
        )
      : usual;

  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(body ?? null), {
      status,
      headers: { 'Content-Type': mediaType, 'Cache-Control': 'no-store', ...headers },
    });

  return async (
    { services, faults }: { readonly services: Services; readonly faults: Faults },
    context: Context<NodeTypes>,
    path: string,
  ): Promise<Response> => {
    const { method = '', url = '' } = context.env.incoming;
    const found = matchIn(faults)(method, path);
    if (found.kind === 'none') return json(404, worded(404, 'There is no such address.'));
    if (found.kind === 'method') {
      return json(405, worded(405, 'Not by this method.'), { Allow: found.allowed.join(', ') });
    }
    const { operation, params } = found;
    const name = `${id}.${operation.name}`;
    context.set('operation', name);
    const { headers } = context.req.raw;
    const work = async (): Promise<Response> => {
      try {
        if (!manners.admits(operation, headers)) return json(401, worded(401, 'The key is not valid.'));
        const request = context.req.raw;
        // A file is taken by its handler, while it arrives.
        const isFile = operation.bodyKind === 'bytes';
        const bytes = isFile ? Buffer.alloc(0) : await readBody(request, operation.maxBodyBytes || smallest);
        if (bytes === 'too large') return json(413, worded(413, 'The body is too large.'));
        const search = new URLSearchParams(url.split('?').slice(1).join('?'));
        const contentType = headers.get('content-type') ?? '';
        const call = readCall(operation, { params, search, bytes, contentType });
        const address = `http://${headers.get('host') ?? 'localhost'}/systems/${id}`;
        const answer = await byName.get(operation.name)?.run({ services, request, search, address, ...call });
        return answer instanceof Response ? answer : json(operation.successStatuses[0], answer);
      } catch (error) {
        const refusal = manners.refused(error);
        if (!refusal) throw error;
        return json(refusal.status, refusal.body);
      }
    };
    return withFault(context, faults.next(name), work, worded);
  };
}
