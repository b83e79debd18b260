import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { issueToken } from '#contract/claritalk/oauth.ts';
import { operations } from '#contract/claritalk/table.ts';
import { ApiError, badRequest, forbidden, notFound } from '../lib/errors.ts';
import { faultBody } from '../lib/faults.ts';
import type { NodeTypes } from '../lib/node-types.ts';
import { readBody } from '../lib/read-body.ts';
import { expireTokens } from './oauth/tokens.ts';
import type { Services } from './services.ts';

const ownNames = [...operations.map(({ name }) => name), issueToken.name];
const ofSystem = v.object({ operation: v.pipe(v.string(), v.includes('.')) });
const maxHelperBytes = 16 * 1024;

/** JSON body of a helper call; `undefined` when there is none. */
async function readJson(context: Context<NodeTypes>): Promise<unknown> {
  const bytes = await readBody(context.req.raw, maxHelperBytes);
  if (bytes === 'too large') throw new ApiError(413, 'The request body is too large.');
  if (bytes.length === 0) return undefined;
  // Pages of other sites cannot send this type without a preflight, which is never answered.
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw badRequest('The Content-Type must be application/json.');
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}

function parse<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path?.map((item) => String(item.key)).join('.');
  throw badRequest(path ? `The field ${path} is invalid: ${issue.message}` : issue.message);
}

const expireBody = v.optional(v.strictObject({ refresh: v.optional(v.boolean(), false) }), {});

const switchBody = v.pipe(
  v.strictObject({
    strictTotals: v.optional(v.boolean()),
    simulated: v.optional(v.boolean()),
    callSound: v.optional(v.boolean()),
  }),
  v.check((body) => Object.keys(body).length > 0, 'needs strictTotals, simulated or callSound'),
);

interface AudioRow {
  uuid: string;
  sha256: string;
  bytes: number;
  mime_type: string;
}

function sendAudio({ database, audio }: Services, id: string): Response {
  const row = database.get<AudioRow>(
    `SELECT m.uuid, u.sha256, u.bytes, u.mime_type FROM uploads u JOIN meetings m ON m.id = u.meeting_id
     WHERE u.finalised_at IS NOT NULL AND (m.uuid = ?1 OR CAST(m.id AS TEXT) = ?1)`,
    id.toLowerCase(),
  );
  if (!row) throw notFound('This meeting has no complete recording.');
  // Node's own type of the same standard stream.
  const stream = Readable.toWeb(createReadStream(audio.recordingPath(row.uuid))) as ReadableStream;
  return new Response(stream, {
    headers: {
      'Content-Type': row.mime_type,
      'Content-Length': String(row.bytes),
      'X-Audio-Sha256': row.sha256,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  });
}

/** Helpers for people and tests under `/sandbox`; the real Claritalk has nothing similar. */
export function createHelpers(services: Services): Hono<NodeTypes> {
  const { faults, limiter } = services;
  const app = new Hono<NodeTypes>();
  app.use(async (context, next) => {
    if (context.req.header('sec-fetch-site') === 'cross-site') throw forbidden('Not for other sites.');
    await next();
  });
  app.get('/meetings/:id/audio', (context) => sendAudio(services, context.req.param('id')));
  app.get('/communicated', (context) => context.json({ communicated: services.communicated }));
  app.get('/faults', (context) => context.json({ faults: faults.left() }));
  app.post('/faults', async (context) => {
    const body = await readJson(context);
    // The code of connected systems is loaded only when one of them is addressed.
    const others = v.is(ofSystem, body) ? await services.systems.operations() : [];
    faults.add(parse(faultBody([...ownNames, ...others]), body));
    return context.json({ faults: faults.left() });
  });
  app.delete('/faults', (context) => {
    faults.clear();
    return context.json({ faults: [] });
  });
  app.post('/expire-tokens', async (context) => {
    const { refresh } = parse(expireBody, await readJson(context));
    return context.json({ expired: expireTokens(services, refresh) });
  });
  app.post('/switches', async (context) => {
    const { strictTotals, ...systems } = parse(switchBody, await readJson(context));
    if (strictTotals !== undefined) services.switches.strictTotals = strictTotals;
    services.systems.change(systems);
    const { simulated, callSound = false } = services.settings.systems;
    return context.json({ ...services.switches, simulated, callSound });
  });
  app.post('/systems/:system', async (context) =>
    context.json((await services.systems.happen(context.req.param('system'), await readJson(context))) ?? {}),
  );
  app.post('/reset-rate-limits', async (context) => {
    await readJson(context);
    limiter.reset();
    await services.systems.resetLimits();
    return context.json({});
  });
  return app;
}
