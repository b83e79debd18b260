import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Database } from '../../lib/database.ts';
import { Faults } from '../../lib/faults.ts';
import { addMessage } from '../conversations.ts';
import { Hooks } from '../hooks/hooks.ts';
import { plan } from '../migrations.ts';
import { firstIds } from '../seed/company-data.ts';
import { seed } from '../seed/seed.ts';
import { clientInPath } from '../store/clients.ts';
import { findMessage } from '../store/messages.ts';
import { SimulatedClients } from './simulated-clients.ts';

const settings = {
  ...{ simulated: true, readAfterMs: 2000, answerAfterMs: 5000, sendsPerSecond: 15, requestsPerMonth: 1000 },
  ...{ hookRepeatedAfterMs: undefined, hookDisabledAfterMs: undefined },
};

let dataDir: string;
let database: Database;
let hooks: Hooks;
let clients: SimulatedClients;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  dataDir = mkdtempSync(join(tmpdir(), 'simulated-'));
  database = new Database(dataDir, plan);
  seed(database);
  hooks = new Hooks(database, {
    dataDir,
    settings,
    faults: new Faults(),
    webhookHosts: [],
    origin: () => '',
    log: () => {},
  });
  clients = new SimulatedClients({ database, hooks, settings });
});

afterEach(() => {
  clients.close();
  database.close();
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true });
});

function send(text: string): number {
  const client = clientInPath(database, String(firstIds.client));
  const line = { client, channelId: 18_333, transport: 'whatsapp' };
  const written = { type: 'to_client', text, read: true, gatewayStatus: 'pending' };
  const message = addMessage({ database, hooks }, line, {
    ...written,
    ...{ event: 'outbox', starter: 'operator', opens: true },
  });
  clients.sent(message);
  return message.id;
}

const statusOf = (id: number) => findMessage(database, id)?.gateway_status;
const answersAfter = (id: number) =>
  database.all("SELECT 1 FROM messages WHERE id > ? AND type = 'from_client'", id).length;

test('a message is sent, delivered and read within two seconds', () => {
  const id = send('Hello');
  const seen = [500, 500, 1000].map((ms) => {
    vi.advanceTimersByTime(ms);
    return statusOf(id);
  });
  expect(seen).toEqual(['sent', 'delivered', 'seen']);
});

test('a client who gets several messages answers once, five seconds after the last', () => {
  const first = send('One');
  vi.advanceTimersByTime(4999);
  send('Two');
  vi.advanceTimersByTime(4999);
  expect(answersAfter(first)).toBe(0);
  vi.advanceTimersByTime(1);
  expect(answersAfter(first)).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(answersAfter(first)).toBe(1);
});

test('what was deleted has no status and is not answered', () => {
  const id = send('Hello');
  database.run('UPDATE requests SET start_message_id = NULL');
  database.run('DELETE FROM messages WHERE id = ?', id);
  vi.advanceTimersByTime(60_000);
  expect(answersAfter(id)).toBe(0);
});

test('what is waiting when the sandbox ends does not happen', () => {
  const id = send('Hello');
  clients.close();
  vi.advanceTimersByTime(60_000);
  expect(statusOf(id)).toBe('pending');
});
