import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as publications from './claap/publications.ts';
import { operations } from './claritalk/table.ts';
import { adminOperations } from './gateway/admin.ts';
import * as broadcasts from './gateway/broadcasts.ts';
import * as calls from './gateway/calls.ts';
import * as paths from './gateway/connection-paths.ts';
import * as connections from './gateway/connections.ts';
import * as push from './gateway/push.ts';
import * as retention from './gateway/retention.ts';
import * as sent from './gateway/sent.ts';
import * as todos from './gateway/todos.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const document = read('docs/unknown-outcomes.md');
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').slice(1, -1));
const namesIn = (cell = '') => cell.match(/\w+/g) ?? [];
const named = rows.flatMap(([names]) => namesIn(names));
const writes = operations.filter(({ method }) => method !== 'GET').map(({ name }) => name);

it('each write has its row in docs/unknown-outcomes.md, and nothing else has one', () => {
  expect(named.toSorted()).toEqual(writes.toSorted());
});

it('what the gateway itself does is in it too', () => {
  const others: readonly unknown[] = [
    push,
    broadcasts,
    calls,
    connections,
    paths,
    publications,
    retention,
    sent,
    todos,
  ].flatMap((part): readonly unknown[] => Object.values(part));
  const own = [...adminOperations, ...others]
    .filter((one): one is { readonly name: string; readonly method: string } => isOperation(one))
    .filter(({ method }) => method !== 'GET')
    .map(({ name }) => name.replace(/^admin([A-Z])/, (_, letter: string) => letter.toLowerCase()));
  expect(own).toContain('processDelivery');
  expect(own.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
});

const isOperation = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'method' in value && 'name' in value;

describe.each(rows)('%s', (names, found, again, where = '') => {
  it('says how it is found out, what pressing again does, and has a test that loses its answer', () => {
    expect([found, again].map((cell) => (cell ?? '').trim().length > 5)).toEqual([true, true]);
    const [, file = ''] = /`([^`]+)`/.exec(where) ?? [];
    const text = read(file);
    for (const name of namesIn(names)) {
      // The fault switch of the sandbox, or a server that loses what it is told to.
      const lost = new RegExp(`operation: '${name}'[^}]*(answerLost|afterProcessing)`);
      expect(lost.test(text) || text.includes('new LossyServer('), `${name} in ${file}`).toBe(true);
    }
  });
});
