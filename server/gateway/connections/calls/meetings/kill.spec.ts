import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../../../data/testing/engines.ts';
import { soundsOf } from '../../../testing/call-world.ts';
import type { GatewayProcess } from '../../../testing/gateway-process.ts';
import { type Incident, passOnDespite } from '../../../testing/pass-on.ts';
import { lapse, ProcessWorld, sharedSettings } from '../../../testing/process-world.ts';
import type { ReceivedRequest } from '../../../testing/upstream.ts';

/** What the gateway asks Claritalk for when it makes a meeting. */
const asks = {
  meeting: /^\/api\/meetings$/,
  part: /^\/api\/meetings\/[^/]+\/upload/,
  line: /^\/api\/meeting\/[^/]+\/chat/,
};
type Asks = keyof typeof asks;

const moments: readonly [text: string, asks: Asks, nth: number, isDone: boolean][] = [
  ['before Claritalk has the meeting', 'meeting', 1, false],
  ['after Claritalk has the meeting', 'meeting', 1, true],
  ['before Claritalk has the second part of the sound', 'part', 2, false],
  ['after Claritalk has the second part of the sound', 'part', 2, true],
  ['before Claritalk has the second line', 'line', 2, false],
  ['after Claritalk has the second line', 'line', 2, true],
];

interface Call {
  readonly id: string;
  readonly lines: readonly string[];
}

/** With SQLite the gateway starts again; with PostgreSQL another one continues. */
describe.each(engines)('a gateway that makes a meeting of a call, with %s', (engine) => {
  let world: ProcessWorld;
  let owner: GatewayProcess;
  let other: GatewayProcess;
  let databaseUrl = '';
  let calls: ReturnType<typeof callsIn>;
  /** What happens at which request. */
  let incident: (Incident & { readonly asks: Asks; left: number }) | undefined;
  /** Ends while a request is held. */
  let released: Promise<void>;
  let release: () => void;

  beforeAll(async () => {
    const shared = engine === 'postgres' ? await sharedSettings() : undefined;
    databaseUrl = shared?.DATABASE_URL ?? '';
    world = await ProcessWorld.start('courier', {
      sandbox: { meetings: 0, systems: { simulated: false, callSound: true } },
      ...(shared ? { settings: shared } : {}),
    });
    const { between, sandbox } = world;
    between.answer = (request, response) =>
      passOnDespite(request, response, { to: sandbox.url, incident: incidentAt(request), released });
    // Its data is made with its first request, which would take longer than the gateway waits.
    await world.ask('GET', '/calls/courier');
    calls = callsIn(sandbox.dataDir);
    [owner, other] = [world.gateway, engine === 'postgres' ? await world.startBeside() : world.gateway];
  }, 150_000);
  afterAll(() => world.stop());
  beforeEach(() => {
    incident = undefined;
    ({ promise: released, resolve: release } = Promise.withResolvers<void>());
  });

  function incidentAt({ method, url }: ReceivedRequest) {
    if (!incident || method !== 'POST' || !asks[incident.asks].test(url)) return undefined;
    incident.left -= 1;
    return incident.left === 0 ? incident : undefined;
  }

  /** Has something happen at a request, which is held until `release`. Resolves then. */
  const happensAt = (what: Asks, left: number, isDone: boolean, then: () => void) =>
    new Promise<void>((resolve) => {
      const happens = () => {
        then();
        resolve();
      };
      incident = { asks: what, left, isDone, happens };
    });

  const makeAt = (at: GatewayProcess, { id }: Call, name: string) =>
    world.ask('POST', `/calls/courier/${id}/meeting`, { name }, {}, at);

  /** Lets the time pass after which another continues, or what has not arrived no longer can. */
  async function timePasses(what: 'held' | 'doubtful'): Promise<void> {
    const set = `UPDATE call_meetings SET ${what}_until = 1 WHERE ${what}_until > 1`;
    if (engine === 'postgres') {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      await client.query(set);
      await client.end();
      return;
    }
    const database = new DatabaseSync(join(world.dataDir, 'connections.sqlite'));
    database.exec(`PRAGMA busy_timeout = 5000; ${set}`);
    database.close();
  }

  const countOf = (name: string) =>
    world.sandbox.sql('SELECT count(*) AS count FROM meetings WHERE name = ?', name)[0]?.count;

  /** That there is one meeting, with all that belongs to it, once. */
  async function isThereOnce(name: string, call: Call, meeting: string, hasSound: boolean) {
    expect(countOf(name)).toBe(1);
    if (hasSound) {
      const [kept, own] = await soundsOf(world.sandbox.url, meeting, call.id);
      expect(kept).toBe(own);
      return;
    }
    const response = await fetch(`${world.sandbox.url}/api/meetings/${meeting}?detail=true`, {
      headers: { authorization: `Bearer ${world.token}` },
    });
    const { metadata } = (await response.json()) as { metadata: { chat?: { sentence: string }[] } };
    expect(metadata.chat?.map(({ sentence }) => sentence)).toEqual(call.lines);
  }

  test.each(moments)(
    'killed %s: it is continued, and all is there once',
    { timeout: 120_000 },
    async (name, what, nth, isDone) => {
      const hasSound = what !== 'line';
      await world.sandbox.post('/sandbox/switches', { callSound: hasSound });
      const call = calls[what === 'part' ? 'long' : 'short'].shift()!;
      const killed = happensAt(what, nth, isDone, () => owner.kill());
      const asked = makeAt(owner, call, name).catch(() => undefined);
      await killed;
      await owner.ended();
      release();
      expect(await asked).toBeUndefined();
      if (engine === 'sqlite') await owner.start();
      else {
        // Nobody takes it from one of whom it is not certain that it has ended.
        expect((await makeAt(other, call, name)).body).toMatchObject({ state: 'begun', running: true });
        expect(countOf(name)).toBe(what === 'meeting' && !isDone ? 0 : 1);
        await timePasses('held');
      }
      let made = await makeAt(other, call, name);
      if (!isDone && what !== 'part') {
        // It may still arrive.
        expect([made.status, made.body.refusal?.code]).toEqual([409, 'call-unknown']);
        await timePasses('doubtful');
        made = await makeAt(other, call, name);
      }
      expect([made.status, made.body.state, made.body.sound]).toEqual([
        200,
        'done',
        hasSound ? 'sent' : 'none',
      ]);
      await isThereOnce(name, call, made.body.meeting, hasSound);
      if (engine === 'postgres') {
        await owner.start();
        [owner, other] = [other, owner];
      }
    },
  );

  test.runIf(engine === 'postgres')(
    'asked for at both, by several tabs at once: one meeting, and its sound once',
    async () => {
      await world.sandbox.post('/sandbox/switches', { callSound: true });
      const call = calls.short.shift()!;
      const answers = await Promise.all(
        [owner, other, owner, other].map((at) => makeAt(at, call, 'At both')),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const done = async () => (await makeAt(other, call, 'At both')).body;
      await expect.poll(done, { timeout: 30_000 }).toMatchObject({ state: 'done', sound: 'sent' });
      await isThereOnce('At both', call, (await done()).meeting, true);
    },
  );

  test.runIf(engine === 'postgres')(
    'held as it is in the middle, and let go when another has continued: one meeting, and its sound once',
    {
      timeout: 120_000,
    },
    async () => {
      const call = calls.short.shift()!;
      const paused = happensAt('part', 1, true, () => owner.pause());
      const asked = makeAt(owner, call, 'Paused');
      await paused;
      await lapse(databaseUrl, 'call_meetings');
      const made = await makeAt(other, call, 'Paused');
      expect([made.status, made.body.state]).toEqual([200, 'done']);
      owner.resume();
      release();
      // It finds that it has it no longer.
      expect((await asked).status).toBe(500);
      expect((await makeAt(owner, call, 'Paused')).body).toEqual(made.body);
      await isThereOnce('Paused', call, made.body.meeting, true);
    },
  );
});

/** Calls that are over: those whose sound is sent in one part, and those that take two. */
function callsIn(dataDir: string): Record<'short' | 'long', Call[]> {
  const database = new DatabaseSync(join(dataDir, 'courier.sqlite'), { readOnly: true });
  const rows = database
    .prepare(
      `SELECT id, json_extract(fields, '$.transcription') AS said, json_extract(fields, '$.duration') AS seconds
       FROM entities WHERE type = 'voice-recordings' AND json_extract(fields, '$.state') = 'completed'
       ORDER BY seconds`,
    )
    .all();
  database.close();
  const of = (isWanted: (seconds: number, lines: readonly string[]) => boolean) =>
    rows.flatMap(({ id, said, seconds }) => {
      const lines = String(said).split(' – ');
      return isWanted(Number(seconds), lines) ? [{ id: String(id), lines }] : [];
    });
  return {
    short: of((seconds, lines) => seconds < 400 && lines.length > 2),
    long: of((seconds) => seconds > 540),
  };
}
