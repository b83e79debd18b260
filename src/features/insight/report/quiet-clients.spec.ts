import { expect, it } from 'vitest';
import { byWeeks, quietClients } from './quiet-clients.ts';

const now = Date.UTC(2026, 5, 1);
const week = 7 * 86_400_000;
const dossier = (id: string, weeks: number | undefined) => ({
  id,
  meetings: 1,
  openTodos: 0,
  latest: weeks === undefined ? undefined : now - weeks * week,
  latestId: undefined,
});

it('a client is quiet from the last moment of so many weeks on', () => {
  const all = [
    dossier('a', 8),
    dossier('b', 7.99),
    dossier('c', 60),
    dossier('d', undefined),
    dossier('e', -1),
  ];
  expect(quietClients(all, 8, now).map(({ id, weeks }) => [id, weeks])).toEqual([
    ['c', 60],
    ['a', 8],
  ]);
});

it('quiet clients are counted by how long', () => {
  const all = [4, 7, 8, 12, 13, 26, 51, 52, 90].map((weeks) => dossier(String(weeks), weeks));
  const count = (from: number) =>
    byWeeks(quietClients(all, from, now), from).map((span) => Object.values(span));
  expect(count(4)).toEqual([
    [4, 8, 2],
    [8, 13, 2],
    [13, 26, 1],
    [26, 52, 2],
    [52, undefined, 2],
  ]);
  expect(count(26)).toEqual([
    [26, 52, 2],
    [52, undefined, 2],
  ]);
});
