import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from '../http/refusal.ts';
import { Seal } from '../sessions/sealed.ts';
import { type Intent, Ledger, ledgerLimits } from './ledger.ts';

let directory: string;
let file: string;
let now = 1_000_000_000_000;
const opened: Ledger[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(directory, 'ledger.sqlite');
});
afterEach(() => {
  for (const ledger of opened.splice(0)) ledger.close();
  rmSync(directory, { recursive: true, force: true });
});

const secret = 's'.repeat(40);
const open = (limits = ledgerLimits) => {
  const ledger = new Ledger(file, new Seal(secret, 'ledger entries'), limits, () => now);
  opened.push(ledger);
  return ledger;
};
const intent = (over: Partial<Intent> = {}): Intent => ({
  organisation: 'o1',
  person: { uuid: 'p1', name: 'Ada' },
  key: 'k1',
  system: 'claap',
  systemName: 'Claap',
  operation: 'createRecording',
  effect: 'write',
  request: ['a'],
  sent: { path: '/v1/recordings', body: 'confidential text' },
  ...over,
});
const answer = (text: string) => ({
  state: 'done' as const,
  answer: { status: 201, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) },
});
const stateOf = (ledger: Ledger) =>
  ledger.list({ organisation: 'o1', person: undefined, limit: 10 }).map(({ key, state }) => [key, state]);
const codeOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { reason?: { code: string } }).reason?.code;
  }
};

test('what was in progress when the gateway was killed may have been done', async () => {
  const script = `
    import { Seal } from ${JSON.stringify(join(import.meta.dirname, '../sessions/sealed.ts'))};
    import { Ledger } from ${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))};
    const ledger = new Ledger(${JSON.stringify(file)}, new Seal('${secret}', 'ledger entries'));
    ledger.begin(${JSON.stringify(intent())});
    ledger.begin(${JSON.stringify(intent({ key: 'k2' }))}).end({
      state: 'done', answer: { status: 200, headers: {}, body: Buffer.from('{}') },
    });
    process.stdout.write('written');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(import.meta.dirname, '../../..'),
  });
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  const ledger = open();
  expect(stateOf(ledger)).toEqual([
    ['k2', 'done'],
    ['k1', 'unknown'],
  ]);
  expect(codeOf(() => ledger.begin(intent()))).toBe('may-be-done');
  expect(ledger.begin(intent({ key: 'k2' })).before?.body?.toString()).toBe('{}');
});

test('only the first word about an attempt counts', () => {
  const ledger = open();
  const attempt = ledger.begin(intent());
  attempt.end(answer('{"id":1}'));
  attempt.end({ state: 'unknown', refusal: refusal('outcome-unknown', { system: 'Claap' }) });
  expect(stateOf(ledger)).toEqual([['k1', 'done']]);
  expect(ledger.begin(intent()).before).toEqual(answer('{"id":1}').answer);
});

test('requests and responses are sealed, in a file that only this account can read', () => {
  const ledger = open();
  ledger.begin(intent()).end(answer('{"said":"confidential answer"}'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const name of [file, `${file}-wal`]) expect(readFileSync(name).includes('confidential')).toBe(false);
  expect(ledger.find('o1', 1)).toMatchObject({
    sent: { body: 'confidential text' },
    answer: { said: 'confidential answer' },
  });
  expect(ledger.find('o2', 1)).toBeUndefined();
});

test('another organisation, person or key is another request', () => {
  const ledger = open();
  for (const over of [{}, { organisation: 'o2' }, { person: { uuid: 'p2', name: '' } }, { key: 'k2' }]) {
    expect(ledger.begin(intent(over)).before).toBeUndefined();
  }
  expect(codeOf(() => ledger.begin(intent({ request: ['b'] })))).toBe('key-used');
});

test('a long response is not kept, and the entry says so', () => {
  const ledger = open({ ...ledgerLimits, answerBytes: 10, sentBytes: 10 });
  ledger.begin(intent()).end(answer('"a long answer"'));
  expect(codeOf(() => ledger.begin(intent()))).toBe('answer-not-kept');
  expect(ledger.find('o1', 1)).toMatchObject({ sent: null, answer: null });
});

test('old and surplus entries are forgotten, but not those in progress', () => {
  const ledger = open({ ...ledgerLimits, entries: 3, days: 10 });
  ledger.begin(intent({ key: 'k0' }));
  for (let count = 1; count < 6; count += 1) ledger.begin(intent({ key: `k${count}` })).end(answer('{}'));
  ledger.prune();
  expect(stateOf(ledger).map(([key]) => key)).toEqual(['k5', 'k4', 'k3', 'k0']);
  now += 11 * 24 * 60 * 60 * 1000;
  ledger.prune();
  expect(stateOf(ledger).map(([key]) => key)).toEqual(['k0']);
});

test('counts what was done, or may have been', () => {
  const ledger = open();
  const counted = {
    organisation: 'o1',
    system: 'claap',
    operation: 'createRecording',
    perMs: 1000,
  } as const;
  ledger.begin(intent()).end(answer('{}'));
  ledger
    .begin(intent({ key: 'k2' }))
    .end({ state: 'unknown', refusal: refusal('outcome-unknown', { system: 'Claap' }) });
  ledger
    .begin(intent({ key: 'k3' }))
    .end({ state: 'not-sent', refusal: refusal('upstream-unreachable', { system: 'Claap' }) });
  expect(ledger.authors.most(counted)).toBe(2);
  now += 1000;
  expect(ledger.authors.most(counted)).toBe(0);
});
