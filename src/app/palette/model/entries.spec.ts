import { IconNotes } from '@tabler/icons-react';
import { expect, test } from 'vitest';
import { candidateOf, type Entry, groupsOf } from './entries.ts';

const entry = (key: string, label: string, detail?: string): Entry => ({
  key,
  kind: key.split(':')[0] as Entry['kind'],
  label,
  detail,
  icon: IconNotes,
  act: { to: `/${key}` },
});
const all = [
  entry('page:meetings', 'Meetings'),
  entry('page:people', 'People'),
  entry('action:record', 'Record a meeting'),
  entry('person:1', 'Pieter Maes', 'pieter@example.com'),
  entry('person:2', 'Petra Maes', 'petra@example.com'),
  ...Array.from({ length: 20 }, (_, at) => entry(`meeting:${at}`, `Maes ${at}`)),
].map(candidateOf);
const keys = (query: string, found: Entry[] = [], recent: string[] = []) =>
  groupsOf(query, all, found, recent).map(({ kind, entries }) => [kind, ...entries.map(({ key }) => key)]);

test('without a query: what was chosen lately, pages and actions', () => {
  expect(keys('', [], ['person:2', 'gone:1', 'page:people'])).toEqual([
    ['recent', 'person:2', 'page:people'],
    ['page', 'page:meetings'],
    ['action', 'action:record'],
    ['meeting', ...[0, 1, 2, 3, 4].map((at) => `meeting:${at}`)],
  ]);
});

test('the group with the best match comes first, and none is too long to read', () => {
  expect(keys('petra')).toEqual([['person', 'person:2', 'person:1']]);
  expect(keys('maes')[0]).toHaveLength(6);
  expect(keys('meetings')[0]).toEqual(['page', 'page:meetings']);
});

test('what was chosen lately comes before similar entries', () => {
  expect(keys('maes', [], ['person:2']).find(([kind]) => kind === 'person')).toEqual([
    'person',
    'person:2',
    'person:1',
  ]);
});

test('what was found by its contents comes after matches by name, and only once', () => {
  const found = [entry('meeting:90', 'Balance sheet'), entry('meeting:3', 'Maes 3')];
  expect(keys('maes 3', found)).toEqual([['meeting', 'meeting:3', 'meeting:13', 'meeting:90']]);
});
