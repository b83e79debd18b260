import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Told to the processes that the tests start. */
const variable = 'TEST_POSTGRES';
/** Whose it is, and what it is for. */
const given = 'TEST_POSTGRES_FOR';
const keeper = join(import.meta.dirname, 'postgres-keeper.ts');
const patienceMs = 30_000;

/**
 * A folder for the PostgreSQL of a run, which starts when the first asks for it.
 * @param isDurable whether what is written survives a power cut, which benchmarks want.
 * @returns ends it, and says what it was; undefined when nobody asked.
 */
export function announcePostgres(isDurable = false): () => Promise<string | undefined> {
  const parent = mkdtempSync(join(tmpdir(), 'claritalk-pg-'));
  // The account that PostgreSQL runs under has to get through.
  chmodSync(parent, 0o711);
  process.env[variable] = parent;
  process.env[given] = [process.pid, isDurable ? 'durable' : 'hasty'].join(' ');
  return async () => {
    const about = read(join(parent, 'about'));
    const pid = Number(read(join(parent, 'keeper')) ?? 0);
    if (pid > 0) {
      process.kill(pid, 'SIGTERM');
      await until(() => !existsSync(join(parent, 'server')));
    }
    rmSync(parent, { recursive: true, force: true });
    return about;
  };
}

/** The address of a new database, for as long as the run takes. */
export async function createPostgresDatabase(): Promise<string> {
  const socket = await started();
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(socket)}`;
}

/** Starts it, unless another process of the run has. @returns the folder of its socket. */
async function started(): Promise<string> {
  const parent = process.env[variable];
  if (parent === undefined) throw new Error('announcePostgres() comes first');
  const server = join(parent, 'server');
  if (isFirst(join(parent, 'starting'))) {
    const log = openSync(join(parent, 'log'), 'a');
    spawn(process.execPath, [keeper, parent, ...(process.env[given] ?? '').split(' ')], {
      detached: true,
      stdio: ['ignore', log, log],
    }).unref();
  }
  await until(
    () =>
      read(join(server, 'data', 'postmaster.pid'))?.includes('\nready') ||
      read(join(parent, 'log'))?.includes('Error') === true,
  );
  const said = read(join(parent, 'log'));
  if (said?.includes('Error')) throw new Error(said);
  return server;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** What is not there yet, or no longer: making a database, PostgreSQL starts and ends before it stays. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (const last = Date.now() + patienceMs; !isSo(); await pause(10)) {
    if (Date.now() > last) throw new Error('PostgreSQL takes too long');
  }
}
