/**
 * Many pages on one gateway, or on several with one PostgreSQL: what memory they take, whether every one of them hears of every
 * change and how soon, beside one that does not read; then a gateway is killed (-9) while deliveries arrive and started again.
 *
 *   npm run bench:events-clients -- [clients] [changes] [gateways]
 *
 * Gateways run in processes of their own, as they do for people; sandbox and clients run in this one.
 */
import { once } from 'node:events';
import { type ClientRequest, get } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { collect } from '../garbage.ts';
import { endOnSignals } from '../interrupt.ts';
import { summary } from '../summary.ts';
import { LivePage, memoryOf, startGateways, token, until } from './live-gateways.ts';

const clients = Number(process.argv[2] ?? 500);
const changes = Number(process.argv[3] ?? 100);
const gateways = Number(process.argv[4] ?? 1);
// Each client's right to each meeting is asked for at Claritalk, and forgotten after half a minute.
const meetings = clients > 1_000 ? 1 : 4;
const patienceMs = 300_000;
endOnSignals();
console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before`);

const live = await startGateways(gateways, clients + 1);
const { all, cookies, deliver } = live;
const memory = () => all.map(({ process: own }) => memoryOf(own));
async function memoryHeld(): Promise<number[]> {
  for (const { process: own } of all) collect(own.pid);
  await pause(2_000);
  return memory();
}
const opened: LivePage[] = [];
let stuck: ClientRequest | undefined;
try {
  const ids = await live.meetings(meetings);
  await pause(3_000);
  const idle = await memoryHeld();
  const heard = Array.from({ length: clients }, () => 0);
  const latencies: number[] = [];
  let sentAt = 0;
  for (let index = 0; index < clients; index += 1) {
    const page = new LivePage(all, index, cookies[index] ?? '', () => {
      heard[index] = (heard[index] ?? 0) + 1;
      latencies.push(Date.now() - sentAt);
    });
    opened.push(page);
    if (index % 100 === 99) await pause(50);
  }
  // One page that never reads.
  stuck = get(
    `${all[0]?.url}/events`,
    { headers: { cookie: cookies.at(-1) ?? '', authorization: `Bearer ${token}` } },
    (response) => response.pause(),
  );
  await until('all connected', () => opened.every(({ connections }) => connections > 0), patienceMs);
  await pause(1_000);
  const connected = await memoryHeld();
  let most = connected;
  for (let count = 1; count <= changes; count += 1) {
    sentAt = Date.now();
    if (!(await deliver(ids[count % ids.length] ?? ''))) throw new Error('a delivery was refused');
    const isHeard = () => heard.every((times) => times >= count);
    await until(`change ${count} at all clients`, isHeard, patienceMs);
    most = memory().map((now, at) => Math.max(now, most[at] ?? 0));
  }
  const [first = [], later = []] = [
    latencies.slice(0, ids.length * clients),
    latencies.slice(ids.length * clients),
  ];
  console.log(
    `${clients} clients at ${gateways} gateways, ${changes} changes; each heard ${Math.min(...heard)} to ${Math.max(...heard)}`,
  );
  for (const [at, before] of idle.entries()) {
    const own = opened.filter((page) => page.at === at).length;
    const [after = 0, top = 0] = [connected[at], most[at]];
    console.log(
      `memory: idle ${before.toFixed(0)} MB, ${own} connected ${after.toFixed(0)} MB, most ${top.toFixed(0)} MB: ${(((after - before) * 1024) / own).toFixed(1)} KiB for each stream, ${(((top - before) * 1024) / own).toFixed(1)} at most`,
    );
  }
  console.log(summary('delivery → client, decided afresh for each', first, 'ms'));
  if (later.length > 0) console.log(summary('delivery → client, decided a moment ago', later, 'ms'));

  // Deliveries continue while a gateway dies; a client may be informed of one twice, and must be informed of each
  // that got a response.
  const subjects = new Set<string>();
  let answered = 0;
  const before = [...heard];
  const lost = opened.filter(({ at }) => at === 0);
  const connectedBefore = new Map(lost.map((page) => [page, page.connections]));
  let stop = false;
  const sending = (async () => {
    for (let count = 0; !stop; count += 1) {
      const id = ids[count % ids.length] ?? '';
      if (await deliver(id)) {
        subjects.add(id);
        answered += 1;
      }
      await pause(40);
    }
  })();
  await pause(2_000);
  const [killed] = all;
  killed?.process.kill('SIGKILL');
  if (killed) await once(killed.process, 'exit');
  const killedAt = Date.now();
  await pause(1_000);
  await live.restart(0);
  await pause(1_000);
  stop = true;
  await sending;
  const areBack = () => lost.every((page) => page.connections > (connectedBefore.get(page) ?? 0));
  await until('all clients back', areBack, patienceMs);
  const backMs = Date.now() - killedAt;
  // Of several missed events about one meeting, the last is sent: a mark after them proves that all earlier ones came.
  const marks = [...heard];
  for (const id of subjects) if (!(await deliver(id))) throw new Error('a mark was refused');
  const areMarked = () => heard.every((times, index) => times >= (marks[index] ?? 0) + subjects.size);
  await until('the marks at all clients', areMarked, patienceMs);
  const told = heard.map((times, index) => times - (before[index] ?? 0));
  console.log(
    `kill -9: all ${lost.length} clients back ${(backMs / 1000).toFixed(1)} s after the kill; ${answered} deliveries answered with 2xx; each client heard ${Math.min(...told)} to ${Math.max(...told)} events after it`,
  );
  console.log(`load ${loadavg()[0]?.toFixed(1)} after`);
} finally {
  for (const client of opened) client.close();
  stuck?.destroy();
  await live.end();
}

// What got a response is on disk: server/gateway/webhooks/kill.spec.ts compares each with the database.
process.exit(0);
