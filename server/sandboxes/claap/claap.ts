import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { operations } from '#contract/claap/table.ts';
import { Database } from '../lib/database.ts';
import { Later } from '../lib/later.ts';
import { Misfit } from '../lib/misfit.ts';
import { createServe } from '../lib/serve-rows.ts';
import type { RunningSystem, Surroundings, SystemSandbox } from '../lib/system-sandbox.ts';
import { key } from './credentials.ts';
import { misfit, Refusal, worded } from './errors.ts';
import { happen } from './happenings.ts';
import { Hooks } from './hooks/hooks.ts';
import { plan } from './migrations.ts';
import { createHandlers } from './operations/create.ts';
import { payloadFile } from './operations/keep-payload.ts';
import { listHandlers } from './operations/list.ts';
import { recordingHandlers } from './operations/recordings.ts';
import { uploadHandlers } from './operations/uploads.ts';
import { processed } from './processing.ts';
import { seed } from './seed/seed.ts';
import type { Services } from './services.ts';
import { Recordings } from './store/recordings.ts';

const id = 'claap';

const serve = createServe<Services>({
  id,
  operations,
  handlers: [...createHandlers, ...uploadHandlers, ...listHandlers, ...recordingHandlers],
  mediaType: 'application/json; charset=utf-8',
  // Uploads bear a signature.
  admits: ({ addressFrom }, headers) => addressFrom !== undefined || headers.get('x-claap-key') === key,
  worded,
  refused: (error) => {
    const refusal = error instanceof Misfit ? misfit(error) : error;
    return refusal instanceof Refusal ? refusal : undefined;
  },
});

function openServices({ dataDir, settings, webhookHosts }: Surroundings) {
  const database = new Database(dataDir, plan);
  seed(database);
  const hooks = new Hooks({ database, later: () => later, repeatedAfterMs: settings.hookRepeatedAfterMs });
  const later: Later = new Later(database, (what, about, args) => {
    if (what === 'processed') processed(services, about);
    else hooks.deliver(about, String(args.body), Number(args.attempt));
  });
  const services: Services = {
    recordings: new Recordings(database),
    later,
    hooks,
    settings,
    filesDir: join(dataDir, 'claap-files'),
    hosts: webhookHosts,
    counting: { after: 0 },
  };
  return { services, database };
}

const linked = /^\/files\/([\w-]{36})$/;

/** The sound or film behind a link of an answer; such a link needs no key. */
async function download(services: Services, path: string, search: string): Promise<Response | undefined> {
  const [, recordingId = ''] = linked.exec(path) ?? [];
  const recording = services.recordings.find(recordingId);
  const signature = new URLSearchParams(search).get('signature');
  if (!recording?.media_type || recording.signature !== signature) return undefined;
  const file = await openAsBlob(payloadFile(services, recording.id));
  return new Response(file, { headers: { 'Content-Type': recording.media_type } });
}

function open(surroundings: Surroundings): RunningSystem {
  const { services, database } = openServices(surroundings);
  const { faults } = surroundings;
  return {
    async answer(context, path) {
      services.later.run();
      const { method, url = '' } = context.env.incoming;
      const file = method === 'GET' ? await download(services, path, url.split('?')[1] ?? '') : undefined;
      return file ?? serve({ services, faults }, context, path);
    },
    happen: (event) => happen(services, event),
    resetLimits() {
      services.counting.after = services.recordings.all().at(-1)?.number ?? 0;
    },
    async close() {
      services.later.close();
      await services.hooks.settle();
      services.later.close();
      database.close();
    },
  };
}

/** A local Claap: its workspace is the made-up firm. */
export const claap: SystemSandbox = { id, operations: operations.map(({ name }) => name), open };
