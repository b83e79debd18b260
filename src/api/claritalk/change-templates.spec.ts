import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { makeDefault, removeType, saveQuestion, saveTheme, saveType } from './change-templates.ts';

interface Type {
  id: number;
  name: string;
  is_default: boolean;
}

let types: Type[];
let themes: { id: number; name: string; type_id: number }[];
let questions: { id: number; question: string; output_type: string }[];
let server: LossyServer;
let queries: QueryClient;

beforeEach(() => {
  useQuickTime();
  types = [
    { id: 1, name: 'Intake', is_default: true },
    { id: 2, name: 'Board', is_default: false },
  ];
  themes = [{ id: 5, name: 'Budget', type_id: 1 }];
  questions = [{ id: 8, question: 'Why?', output_type: 'single_line' }];
  const put = <T extends { id: number }>(items: T[], wanted: T): T => {
    const at = items.findIndex(({ id }) => id === wanted.id);
    const item = at < 0 ? { ...wanted, id: 100 + items.length } : wanted;
    items.splice(at < 0 ? items.length : at, 1, item);
    return item;
  };
  server = new LossyServer((method, path, body) => {
    if (path === '/api/types/list') return types;
    if (path === '/api/themes/list') return themes;
    if (path.endsWith('/questions/list')) return questions;
    if (path === '/api/types') return put(types, body as Type);
    if (path === '/api/themes') return put(themes, body as (typeof themes)[0]);
    if (path.endsWith('/questions')) return put(questions, body as (typeof questions)[0]);
    if (method !== 'DELETE') throw new Error(path);
    types = types.filter(({ id }) => path !== `/api/types/${id}`);
    return undefined;
  });
  queries = new QueryClient();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const watch = { earlier: undefined, known: [1, 2] };
const board = { name: 'Board', isDefault: false };

describe('a type that is created', () => {
  it('is found when its response is lost, and not mistaken for another of the same name', async () => {
    server.losses = ['after'];
    expect(await passTime(saveType(queries, board, watch))).toMatchObject({
      kind: 'done',
      found: true,
      value: { id: 102, name: 'Board' },
    });
    expect(server.sent).toEqual(['POST /api/types']);
  });

  it('is not there when the request was lost; the next try checks first', async () => {
    server.losses = ['before', 'none'];
    expect(await passTime(saveType(queries, board, watch))).toMatchObject({ kind: 'refused', looked: true });
    // Now it is there after all: that server was slow.
    types.push({ id: 103, name: ' Board', is_default: false });
    const again = { ...watch, earlier: board };
    expect(await passTime(saveType(queries, board, again))).toMatchObject({
      found: true,
      value: { id: 103 },
    });
    expect(server.sent).toHaveLength(1);
  });

  it('is not known where nobody can be asked', async () => {
    server.losses = ['after'];
    const saved = saveType(queries, board, { ...watch, onLooking: () => (server.reachable = false) });
    expect(await passTime(saved)).toMatchObject({ kind: 'unknown', sent: true });
  });
});

it('what is changed is found by its id; changing it again needs no check', async () => {
  server.losses = ['after', 'before', 'none'];
  const renamed = { id: 2, name: 'Council', isDefault: false };
  expect(await passTime(saveType(queries, renamed, watch))).toMatchObject({ found: true, value: { id: 2 } });
  const back = { ...renamed, name: 'Board' };
  expect(await passTime(saveType(queries, back, watch))).toMatchObject({ kind: 'refused', looked: true });
  expect(await passTime(saveType(queries, back, { ...watch, earlier: back }))).toMatchObject({
    found: false,
  });
});

it('themes and questions are distinguished by where they belong and how they are answered', async () => {
  server.losses = ['after', 'after'];
  const theme = { name: 'Budget', typeId: 2 };
  expect(await passTime(saveTheme(queries, theme, watch))).toMatchObject({
    found: true,
    value: { typeId: 2 },
  });
  const question = { themeId: 5, question: 'Why?', outputType: 'multi_line' } as const;
  expect(await passTime(saveQuestion(queries, question, { ...watch, known: [8] }))).toMatchObject({
    found: true,
    value: { id: 101 },
  });
  expect(server.sent).toHaveLength(2);
});

it('what was deleted is gone, whether the response arrived or not', async () => {
  server.losses = ['after', 'before'];
  expect(await passTime(removeType(queries, 2, {}))).toEqual({ kind: 'done', value: undefined, found: true });
  expect(await passTime(removeType(queries, 1, {}))).toMatchObject({ kind: 'refused', looked: true });
});

it('in the end there is only one default, whichever responses are lost', async () => {
  const second = { id: 2, name: 'Board', isDefault: false };
  server.losses = ['before'];
  expect(await passTime(makeDefault(queries, second, {}))).toMatchObject({ kind: 'refused', looked: true });
  server.losses = ['after', 'before'];
  // Both are defaults now: neither "done" nor "nothing was done" would be true.
  expect(await passTime(makeDefault(queries, second, {}))).toMatchObject({ kind: 'unknown' });
  server.losses = ['none', 'after'];
  expect(await passTime(makeDefault(queries, second, {}))).toMatchObject({ kind: 'done' });
  expect(types.map(({ id, is_default }) => [id, is_default])).toEqual([
    [1, false],
    [2, true],
  ]);
});
