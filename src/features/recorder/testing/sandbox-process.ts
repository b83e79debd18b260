import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { serverEnvironment } from '../../../../scripts/lib/server-environment.ts';

const root = join(import.meta.dirname, '../../../..');
/** Starts the sandbox on a free port, prints its address, then one line for each request. */
const program = `
  const { startSandbox } = await import(${JSON.stringify(join(root, 'server/sandboxes/claritalk/sandbox.ts'))});
  const { url } = await startSandbox({
    port: 0, dataDir: process.env.DATA_DIR, meetings: 5, dashboardOrigins: [], processingMs: 10,
    uploadLimitPerMinute: 100_000, defaultLimitPerMinute: 100_000, log: (line) => console.log(line),
  });
  console.log(url);
`;

/** The real sandbox as a process of its own: the application's specs share nothing with the server's code. */
export async function startSandboxProcess() {
  const dataDir = await mkdtemp(join(tmpdir(), 'recorder-sandbox-'));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...serverEnvironment(), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http')) resolve(line);
      else lines.push(line);
    });
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  const headers = { Authorization: 'Bearer sandbox-pat-owen', Accept: 'application/json' };
  return {
    url,
    headers,
    /** How many requests of an operation came, whatever became of them. */
    count: (operation: string) => lines.filter((line) => JSON.parse(line).operation === operation).length,
    /** How many answers were dropped. */
    dropped: () => lines.filter((line) => JSON.parse(line).status === 'dropped').length,
    async fault(fault: object): Promise<void> {
      const body = JSON.stringify(fault);
      const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json' } };
      if (!(await fetch(`${url}/sandbox/faults`, init)).ok) throw new Error('no fault');
    },
    async stop(): Promise<void> {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
