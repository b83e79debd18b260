import * as v from 'valibot';
import { operations } from '#contract/chat2desk/table.ts';
import { createMatcher } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { Database } from '../lib/database.ts';
import { badRequest } from '../lib/errors.ts';
import { withFault } from '../lib/fault-reply.ts';
import { readBody } from '../lib/read-body.ts';
import type { RunningSystem, Surroundings, SystemSandbox } from '../lib/system-sandbox.ts';
import { apiToken } from './credentials.ts';
import { fileResponse, withAddresses } from './files.ts';
import type { Handler } from './handler.ts';
import { handlers } from './handlers.ts';
import { happening, happeningSchema } from './happenings.ts';
import { Hooks } from './hooks/hooks.ts';
import { plan } from './migrations.ts';
import { seed } from './seed/seed.ts';
import type { Services } from './services.ts';
import { SimulatedClients } from './simulation/simulated-clients.ts';
import { Refusal, worded } from './web/errors.ts';
import { countRequest, SendLimit } from './web/limits.ts';
import { readRequest } from './web/request.ts';

const byName: ReadonlyMap<string, Handler> = new Map(handlers.map((handler) => [handler.name, handler]));
for (const { name } of operations) {
  if (!byName.has(name)) throw new Error(`the sandbox of Chat2Desk has no handler for ${name}`);
}

/** The documentation shows it without a key. */
const isPublic = ({ name }: ConnectedOperation) => name === 'listCountries';
// What the page requests by POST, the system itself accepts by GET.
const match = createMatcher(operations.map((row) => ({ ...row, method: row.upstreamMethod })));

function openServices(surroundings: Surroundings): Services {
  const { settings } = surroundings;
  const database = new Database(surroundings.dataDir, plan);
  seed(database, settings.conversations);
  const hooks = new Hooks(database, surroundings);
  const clients = new SimulatedClients({ database, hooks, settings });
  return { database, hooks, clients, settings, sends: new SendLimit(settings.sendsPerSecond) };
}

const json = (status: number, body: unknown, replacer?: ReturnType<typeof withAddresses>): Response =>
  new Response(JSON.stringify(body, replacer), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  });

const refused = (error: unknown): Response => {
  if (error instanceof Refusal) return json(error.status, error.body);
  throw error;
};

const files = '/files/';

function open(surroundings: Surroundings): RunningSystem {
  const services = openServices(surroundings);
  const { clients, database, hooks, sends } = services;
  const { requestsPerMonth } = surroundings.settings;
  return {
    async answer(context, path) {
      const { method = '', url = '', headers } = context.env.incoming;
      if (path.startsWith(files)) return fileResponse(path.slice(files.length), headers.range);
      const found = match(method, path.replace(/\/$/, ''));
      if (found.kind === 'none') return json(404, worded(404, 'There is no such address'));
      if (found.kind === 'method') return json(405, worded(405, 'Not by this method'));
      const { operation, params } = found;
      context.set('operation', `chat2desk.${operation.name}`);
      const bytes = await readBody(context.req.raw, operation.maxBodyBytes || 64 * 1024);
      const work = async () => {
        try {
          if (!isPublic(operation) && headers.authorization !== apiToken) {
            return json(401, worded(401, 'The API token is not valid'));
          }
          countRequest(database, requestsPerMonth);
          const search = url.split('?').slice(1).join('?');
          const contentType = headers['content-type'] ?? '';
          const call = { services, ...readRequest(operation, { params, search, bytes, contentType }) };
          const body = byName.get(operation.name)?.run(call as Parameters<Handler['run']>[0]);
          return json(operation.successStatuses[0], body, withAddresses(surroundings.origin()));
        } catch (error) {
          return refused(error);
        }
      };
      const fault = surroundings.faults.next(`chat2desk.${operation.name}`);
      return withFault(context, fault, work, worded);
    },
    happen(event) {
      const result = v.safeParse(happeningSchema, event);
      if (!result.success) throw badRequest(result.issues[0].message);
      return happening(services, result.output);
    },
    resetLimits: () => sends.reset(),
    async close() {
      clients.close();
      await hooks.close();
      database.close();
    },
  };
}

/** A local Chat2Desk: its company is the made-up firm, whose clients are those of the firm's meetings. */
export const chat2desk: SystemSandbox = {
  id: 'chat2desk',
  operations: operations.map(({ name }) => name),
  open,
};
