/**
 * What the connected systems cost the start of the sandbox: processor time of a process that starts it, with and
 * without the first request to each of the three, which opens it. Its data is new, or there from an earlier start.
 *
 *   npm run bench:sandbox-start -- [runs, 5]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemIds } from '../contract/system.ts';
import { startSandbox } from '../server/sandboxes/claritalk/sandbox.ts';
import { median } from './proxy/measure.ts';

const [, file = '', task = '5', dataDir] = process.argv;
const ways = ['sandbox alone', 'and all three systems'] as const;

/** Starts the sandbox in this process; returns the milliseconds of processor time that it took. */
async function start(way: string, folder: string): Promise<number> {
  const sandbox = await startSandbox({ port: 0, dataDir: folder, dashboardOrigins: [] });
  if (way === ways[1]) {
    // Whatever it answers, it has been opened.
    for (const id of systemIds) await fetch(`${sandbox.url}/systems/${id}/v1/`);
  }
  const { user, system } = process.cpuUsage();
  await sandbox.close();
  return (user + system) / 1000;
}

if (dataDir !== undefined) {
  console.log(await start(task, dataDir));
  process.exit();
}

const cache = mkdtempSync(join(tmpdir(), 'sandbox-cache-'));
const measured = (way: string, folder: string): number =>
  Number(
    execFileSync(process.execPath, [file, way, folder], {
      encoding: 'utf8',
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    }),
  );
const runs = Number(task);
const times = { new: ways.map((): number[] => []), again: ways.map((): number[] => []) };
for (let run = 0; run <= runs; run += 1) {
  for (const [index, way] of ways.entries()) {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-start-'));
    const [first, second] = [measured(way, folder), measured(way, folder)];
    // The first run compiles.
    if (run > 0) {
      times.new[index]?.push(first);
      times.again[index]?.push(second);
    }
    rmSync(folder, { recursive: true });
  }
}
rmSync(cache, { recursive: true });
for (const [data, [alone = [], all = []]] of Object.entries(times)) {
  const ratio = median(all) / median(alone);
  const shown = [alone, all].map((values) => `${median(values).toFixed(0)} ms`).join(', with systems ');
  console.log(`data ${data.padEnd(6)} ${shown}, ratio ${ratio.toFixed(2)}`);
}
