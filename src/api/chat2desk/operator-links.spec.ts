import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { linkOperator, operatorLinksOptions } from './operator-links.ts';

const person = '44444444-4444-4444-8444-444444444444';
const wish = { key: '11111111-1111-4111-8111-111111111111', since: 0 };

let links: Map<string, string>;
let server: LossyServer;
beforeEach(() => {
  useQuickTime();
  links = new Map();
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') return { links: [...links].map(([one, id]) => ({ person: one, id })) };
    const { id } = Object(body);
    const who = path.split('/').at(-1) ?? '';
    if (id === null) links.delete(who);
    else links.set(who, id);
    return new Response(null, { status: 204 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const link = (id: string | null) =>
  passTime(linkOperator(new QueryClient(), { ...wish, person, id }, { hasty: true }));

describe('a link of a person and an operator', () => {
  it('is made and taken away', async () => {
    expect(await link('40818')).toMatchObject({ kind: 'done', found: false });
    const { select, ...options } = operatorLinksOptions();
    expect(select(await new QueryClient().fetchQuery(options))).toEqual(new Map([[person, 40_818]]));
    expect(await link(null)).toMatchObject({ kind: 'done', found: false });
    expect(links.size).toBe(0);
  });

  it('whose response is lost is read back', async () => {
    server.losses = ['after', 'before', 'after'];
    expect(await link('40818')).toMatchObject({ kind: 'done', found: true });
    expect(await link('40819')).toMatchObject({ kind: 'refused', looked: true });
    expect(links.get(person)).toBe('40818');
    expect(await link(null)).toMatchObject({ kind: 'done', found: true });
  });
});
