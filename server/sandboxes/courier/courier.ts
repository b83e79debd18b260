import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { operations } from '#contract/courier/table.ts';
import { Callbacks } from '../lib/callbacks.ts';
import { Database } from '../lib/database.ts';
import { badRequest } from '../lib/errors.ts';
import { Later } from '../lib/later.ts';
import { Misfit } from '../lib/misfit.ts';
import { createServe } from '../lib/serve-rows.ts';
import type { RunningSystem, Surroundings, SystemSandbox } from '../lib/system-sandbox.ts';
import { sniff } from './areas/diagnosis.ts';
import { token } from './credentials.ts';
import { handlers } from './handlers.ts';
import { happenIn } from './happenings.ts';
import { plan } from './migrations.ts';
import { ownerOf, seed } from './seed/seed.ts';
import { linkedFile } from './store/files.ts';
import { Store } from './store/store.ts';
import { planCalls } from './store/video-plans.ts';
import { misfit, Refusal, worded } from './web/errors.ts';
import type { World } from './world.ts';

const id = 'courier';

const serve = createServe<World>({
  id,
  operations,
  handlers,
  mediaType: 'application/vnd.api+json',
  // Uploads have a signature, and a telephone provider's calls have nothing here.
  admits: ({ addressFrom, effect }, headers) =>
    addressFrom !== undefined || effect === 'incoming' || headers.get('authorization') === `Bearer ${token}`,
  worded,
  refused: (error) => {
    const refusal = error instanceof Misfit ? misfit(error) : error;
    return refusal instanceof Refusal
      ? { status: refusal.status, body: { errors: refusal.errors } }
      : undefined;
  },
});

function openWorld({ dataDir, settings, webhookHosts }: Surroundings): World {
  const database = new Database(dataDir, plan);
  const store = new Store(database);
  const isNew = seed(database, store, settings.calls);
  const later = new Later(
    database,
    happenIn(() => world),
  );
  const filesDir = join(dataDir, 'courier-files');
  const callbacks = new Callbacks(webhookHosts);
  const world: World = { database, store, later, settings, callbacks, filesDir, owner: ownerOf(store) };
  if (isNew) planCalls(world);
  return world;
}

const linked = /^\/files\/([\w-]{36})$/;

/** The file behind a link in a response; such a link needs no key. */
async function download(world: World, path: string, url: string): Promise<Response | undefined> {
  const [, fileId] = linked.exec(path) ?? [];
  const signature = new URLSearchParams(url.split('?')[1]).get('signature');
  const file = fileId === undefined ? undefined : linkedFile(world, fileId, signature);
  if (!file) return undefined;
  return new Response(await openAsBlob(file.path), { headers: { 'Content-Type': file.mediaType } });
}

function open(surroundings: Surroundings): RunningSystem {
  const world = openWorld(surroundings);
  const { faults } = surroundings;
  return {
    async answer(context, path) {
      world.later.run();
      const { method = '', url = '', headers } = context.env.incoming;
      const file = method === 'GET' ? await download(world, path, url) : undefined;
      if (file) return file;
      const answer = await serve({ services: world, faults }, context, path);
      const [, search = ''] = url.split('?');
      const userAgent = headers['user-agent'] ?? null;
      sniff(world, { method, path, search, status: answer.status, userAgent });
      return answer;
    },
    happen() {
      throw badRequest('Nothing happens at Courier but by its operations.');
    },
    resetLimits() {},
    async close() {
      world.later.close();
      await world.callbacks.settle();
      world.database.close();
    },
  };
}

/** A local Courier: its organisations are the made-up firm's, its individuals their people and clients. */
export const courier: SystemSandbox = { id, operations: operations.map(({ name }) => name), open };
