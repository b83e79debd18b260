import type { Context } from 'hono';
import * as v from 'valibot';
import { operations } from '#contract/claritalk/table.ts';
import { createMatcher } from '#contract/match.ts';
import type { Operation } from '#contract/operation.ts';
import { ApiError, badRequest, forbidden, notFound } from '../lib/errors.ts';
import { withFault } from '../lib/fault-reply.ts';
import { jsonColumn } from '../lib/json-column.ts';
import type { NodeTypes } from '../lib/node-types.ts';
import { readBody } from '../lib/read-body.ts';
import { type Caller, identify } from './caller.ts';
import type { Call, Handler } from './operation-handler.ts';
import type { Services } from './services.ts';
import { parseBody } from './web/body.ts';
import { validateBody, validateParams, validateQuery } from './web/validate.ts';

/** Takes the place of the caller for public operations, whose handlers ignore it. */
const nobody: Caller = { kind: 'service', countsAs: '', organisationId: null };

function checkTier(operation: Operation, caller: Caller): void {
  if (operation.access === 'service' && caller.kind === 'user') {
    throw forbidden('Only service accounts may do this.');
  }
  if (operation.access === 'user' && caller.kind === 'service') {
    // As documented: this one call fails with 500 for a service account's token.
    if (operation.name === 'getCurrentUser') throw new ApiError(500, 'Server Error');
    throw notFound('User not found.');
  }
}

const scopes = jsonColumn(v.array(v.string()));

function checkPermission(operation: Operation, caller: Caller): void {
  if (!operation.permission || caller.kind === 'service') return;
  if (!v.parse(scopes, caller.user.scopes).includes(operation.permission))
    throw forbidden('This action is unauthorized.');
}

/** The caller's tenant. @throws ApiError 404 when the token does not, or no longer, belong to an organisation. */
function tenantOf(services: Services, operation: Operation, caller: Caller): number {
  const id = caller.organisationId;
  if (id !== null && services.database.get('SELECT 1 FROM organisations WHERE id = ?', id)) return id;
  if (operation.name === 'getCurrentUser') return 0;
  throw notFound('Organisation not found.');
}

interface Incoming {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly search: string;
  readonly bytes: Buffer | 'too large';
}

async function prepare(services: Services, context: Context<NodeTypes>, incoming: Incoming): Promise<Call> {
  const { operation } = incoming;
  const headers = context.req.raw.headers;
  const isPublic = operation.access === 'public';
  const caller = isPublic
    ? nobody
    : await identify(services.database, services.keys, headers.get('authorization') ?? '');
  if (!isPublic) context.set('caller', caller.kind === 'user' ? `user ${caller.user.id}` : 'service');
  const who = isPublic ? `address ${context.env.incoming.socket.remoteAddress ?? ''}` : caller.countsAs;
  context.set('limits', services.limiter.take(operation.rateClass, who));
  if (!isPublic) checkTier(operation, caller);
  const organisationId = isPublic ? 0 : tenantOf(services, operation, caller);
  checkPermission(operation, caller);
  const params = validateParams(operation, incoming.params);
  const query = validateQuery(operation, incoming.search);
  if (incoming.bytes === 'too large') {
    if (operation.bodyKind === 'multipart') throw badRequest('The audio_chunk may not be greater than 5 MB.');
    throw operation.bodyKind === 'none'
      ? badRequest('This call takes no body.')
      : new ApiError(413, 'The request body is too large.');
  }
  const parsed = await parseBody(operation, incoming.bytes, headers.get('content-type') ?? '');
  const body = validateBody(operation, parsed.value);
  return { services, caller, organisationId, params, query, body, files: parsed.files, headers };
}

function toResponse(
  operation: Operation,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  const status = operation.successStatuses[0];
  const common = { 'Cache-Control': 'no-cache, private', ...headers };
  if (status === 204) return new Response(null, { status, headers: common });
  return new Response(JSON.stringify(body ?? {}), {
    status,
    headers: { 'Content-Type': 'application/json', ...common },
  });
}

/**
 * Creates the handler for everything under `/api`: finds the row of the contract, then fault switch, caller, rate
 * limit, tier, tenant, permission and validation in Laravel's order, then the operation's own code.
 *
 * @throws Error at once when a row of the contract has no handler.
 */
export function createDispatch(services: Services, handlers: readonly Handler[]) {
  const match = createMatcher(operations);
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  for (const { name } of operations) {
    if (!byName.has(name)) throw new Error(`the sandbox has no handler for ${name}`);
  }
  return async (context: Context<NodeTypes>): Promise<Response> => {
    const [path = '', ...rest] = (context.env.incoming.url ?? '').split('?');
    const found = match(context.env.incoming.method ?? '', path.replace(/^\/api/, ''));
    if (found.kind === 'none') throw notFound('The route could not be found.');
    if (found.kind === 'method') {
      throw new ApiError(405, 'The method is not supported for this route.', {
        Allow: found.allowed.join(', '),
      });
    }
    const { operation, params } = found;
    const handler = byName.get(operation.name);
    if (!handler) throw new Error(`no handler for ${operation.name}`);
    context.set('operation', operation.name);
    const bytes = await readBody(context.req.raw, operation.maxBodyBytes);
    return withFault(context, services.faults.next(operation.name), async () => {
      const call = await prepare(services, context, {
        operation,
        params,
        search: rest.join('?'),
        bytes,
      });
      const reply = await handler.run(call);
      return toResponse(operation, reply.body, { ...context.get('limits'), ...reply.headers });
    });
  };
}
