/**
 * Many pages on one gateway: what memory they take, whether every one of them hears of every change and how soon,
 * beside one that does not read; then the gateway is killed (-9) while deliveries arrive and started again.
 *
 *   npm run bench:events-clients -- [clients] [changes]
 *
 * The gateway runs in a process of its own, as it does for people; sandbox and clients run in this one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sqliteDatabases } from '../server/data/sqlite-database.ts';
import { Seal } from '../server/gateway/sessions/sealed.ts';
import { sessionPlan } from '../server/gateway/sessions/session-tables.ts';
import { openSessionStore } from '../server/gateway/sessions/sessions.ts';
import { startSandbox } from '../server/sandboxes/claritalk/sandbox.ts';
import { endOnSignals } from './interrupt.ts';
import { summary } from './summary.ts';

const clients = Number(process.argv[2] ?? 500);
const changes = Number(process.argv[3] ?? 100);
const meetings = 4;
const secrets = {
  session: randomBytes(32).toString('base64url'),
  hook: randomBytes(32).toString('base64url'),
};
const token = 'sandbox-pat-owen';
const dataDir = mkdtempSync(join(tmpdir(), 'bench-events-'));
endOnSignals();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const port = await freePort();
const url = `http://localhost:${port}`;
const sandbox = await startSandbox({
  port: 0,
  dataDir: join(dataDir, 'sandbox'),
  meetings: 50,
  dashboardOrigins: [url],
  defaultLimitPerMinute: 10_000_000,
});

async function signInAll(): Promise<string[]> {
  const directory = join(dataDir, 'gateway');
  mkdirSync(directory, { recursive: true });
  const databases = sqliteDatabases(directory);
  const store = await openSessionStore(await databases.open(sessionPlan), new Seal(secrets.session), 30);
  const tokens = { accessToken: token, accessExpiresAt: Date.now() + 3_600_000, refreshToken: undefined };
  const ids = await Promise.all(Array.from({ length: clients + 1 }, () => store.create(tokens)));
  await databases.close();
  return ids.map((id) => `session=${id}`);
}

async function startGateway(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/main.ts')], {
    env: {
      PATH: process.env.PATH,
      ENV_FILE: '',
      PORT: String(port),
      DATA_DIR: dataDir,
      SESSION_SECRET: secrets.session,
      HOOK_SECRETS: secrets.hook,
      CLARITALK_URL: sandbox.url,
      CLARITALK_CLIENT_ID: 'sandbox-dashboard',
      CLARITALK_CLIENT_SECRET: 'sandbox-dashboard-secret',
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const healthy = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await healthy())) await pause(100);
  return child;
}

/** Resident memory of a process in MB. */
const memoryOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** A page's stream, reopened whenever it breaks. */
class Client {
  readonly #cookie: string;
  readonly #onEvent: (id: string) => void;
  #lastEventId: string | undefined;
  #request: ClientRequest | undefined;
  #over = false;
  connections = 0;

  constructor(cookie: string, onEvent: (id: string) => void) {
    this.#cookie = cookie;
    this.#onEvent = onEvent;
    this.#open();
  }

  close(): void {
    this.#over = true;
    this.#request?.destroy();
  }

  #open(): void {
    if (this.#over) return;
    const headers = {
      cookie: this.#cookie,
      authorization: `Bearer ${token}`,
      ...(this.#lastEventId === undefined ? {} : { 'last-event-id': this.#lastEventId }),
    };
    let answered = false;
    const again = () => void setTimeout(() => this.#open(), Math.random() * 2_000);
    this.#request = get(`${url}/events`, { headers }, (response) => {
      answered = true;
      if (response.statusCode !== 200) {
        response.resume();
        again();
        return;
      }
      this.connections += 1;
      response.once('close', again);
      this.#read(response);
    });
    this.#request.once('error', () => {
      // After a response, the end of the stream says so.
      if (!answered) again();
    });
  }

  #read(response: IncomingMessage): void {
    let rest = '';
    response.setEncoding('utf8').on('error', () => undefined);
    response.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('id: ')) this.#lastEventId = line.slice(4);
        const id = /^data: .*"change".*"id":"([^"]+)"/.exec(line)?.[1];
        if (id !== undefined) this.#onEvent(id);
      }
    });
  }
}

/** Posts a delivery as Claritalk does. Returns whether it got a 2xx. */
const deliver = (id: string): Promise<boolean> =>
  fetch(`${url}/hooks/${secrets.hook}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      event: 'meeting.status.changed',
      timestamp: new Date().toISOString(),
      data: { id, status: 'processing', nonce: randomUUID() },
    }),
  }).then(
    ({ ok }) => ok,
    () => false,
  );

async function until(what: string, holds: () => boolean, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await pause(50);
  }
}

async function readableMeetings(): Promise<string[]> {
  const response = await fetch(`${sandbox.url}/api/meetings/list?limit=${meetings}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });
  return ((await response.json()) as { id: string }[]).map(({ id }) => id);
}

const cookies = await signInAll();
let gateway = await startGateway();
const opened: Client[] = [];
let stuck: ClientRequest | undefined;
try {
  const ids = await readableMeetings();
  await pause(3_000);
  const idle = memoryOf(gateway);
  const heard = Array.from({ length: clients }, () => 0);
  const latencies: number[] = [];
  let sentAt = 0;
  for (let index = 0; index < clients; index += 1) {
    opened.push(
      new Client(cookies[index] ?? '', () => {
        heard[index] = (heard[index] ?? 0) + 1;
        latencies.push(Date.now() - sentAt);
      }),
    );
  }
  // One page that never reads.
  stuck = get(
    `${url}/events`,
    { headers: { cookie: cookies.at(-1) ?? '', authorization: `Bearer ${token}` } },
    (response) => response.pause(),
  );
  await until('all connected', () => opened.every(({ connections }) => connections > 0));
  const connected = memoryOf(gateway);
  let most = connected;
  for (let count = 1; count <= changes; count += 1) {
    sentAt = Date.now();
    if (!(await deliver(ids[count % ids.length] ?? ''))) throw new Error('a delivery was refused');
    await until(`change ${count} at all clients`, () => heard.every((times) => times >= count));
    most = Math.max(most, memoryOf(gateway));
  }
  const [first = [], later = []] = [
    latencies.slice(0, ids.length * clients),
    latencies.slice(ids.length * clients),
  ];
  console.log(
    `${clients} clients, ${changes} changes; each heard ${Math.min(...heard)} to ${Math.max(...heard)}`,
  );
  console.log(
    `memory: idle ${idle.toFixed(0)} MB, connected ${connected.toFixed(0)} MB, most ${most.toFixed(0)} MB`,
  );
  console.log(summary('delivery → client, decided afresh for each', first, 'ms'));
  console.log(summary('delivery → client, decided a moment ago', later, 'ms'));

  // Deliveries continue while the gateway dies; a client may be informed of one twice, and must be informed of each
  // that got a response.
  const subjects = new Set<string>();
  const reached = ids.map(() => 0);
  const before = [...heard];
  let stop = false;
  const sending = (async () => {
    for (let count = 0; !stop; count += 1) {
      const id = ids[count % ids.length] ?? '';
      if (await deliver(id)) {
        subjects.add(id);
        reached[count % ids.length] = (reached[count % ids.length] ?? 0) + 1;
      }
      await pause(40);
    }
  })();
  await pause(2_000);
  gateway.kill('SIGKILL');
  await once(gateway, 'exit');
  const killedAt = Date.now();
  await pause(1_000);
  gateway = await startGateway();
  await pause(1_000);
  stop = true;
  await sending;
  const answered = reached.reduce((sum, times) => sum + times, 0);
  await until('all clients back', () => opened.every(({ connections }) => connections > 1));
  const backMs = Date.now() - killedAt;
  // Of several missed events about one meeting, the last is sent: a mark after them proves that all earlier ones came.
  const marks = [...heard];
  for (const id of subjects) if (!(await deliver(id))) throw new Error('a mark was refused');
  await until('the marks at all clients', () =>
    heard.every((times, index) => times >= (marks[index] ?? 0) + subjects.size),
  );
  const told = heard.map((times, index) => times - (before[index] ?? 0));
  console.log(
    `kill -9: all ${clients} clients back ${(backMs / 1000).toFixed(1)} s after the kill; ${answered} deliveries answered with 2xx; each client heard ${Math.min(...told)} to ${Math.max(...told)} events after it`,
  );
} finally {
  for (const client of opened) client.close();
  stuck?.destroy();
  gateway.kill('SIGKILL');
  await sandbox.close();
  rmSync(dataDir, { recursive: true, force: true });
}

// What got a response is on disk: server/gateway/webhooks/kill.spec.ts compares each with the database.
process.exit(0);
