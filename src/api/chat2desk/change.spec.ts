import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { createTag, type NewTag } from './tags.ts';
import { deleteTemplate } from './templates.ts';
import { changeTicket, createTicket, type TicketChange } from './tickets.ts';

const [key, groupKey] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const since = Date.parse('2026-11-30T09:00:00Z');

/** What the system has. */
let tickets: Map<number, { status: number; summary?: string }>;
let templates: Map<number, object>;
let tags: object[];
/** What the ledger says of each request. */
let ledger: Record<string, string>;
/** Whether the system does what it is asked. */
let obeys: boolean;
let server: LossyServer;

function answer(method: string, path: string, body: unknown): unknown {
  if (path.startsWith('/admin/ledger')) {
    const entries = Object.entries(ledger).map(([one, state], at) => ({
      id: at + 1,
      system: 'chat2desk',
      key: one,
      state,
    }));
    return { entries, more: false };
  }
  const id = Number(/\/(\d+)$/.exec(path.split('?')[0] ?? '')?.[1]);
  const missing = Response.json({ message: 'not found' }, { status: 404 });
  if (path.includes('/templates')) {
    if (method === 'DELETE' && obeys) templates.delete(id);
    const one = templates.get(id);
    return one ? { data: one } : missing;
  }
  if (path.includes('/tag_groups')) return { data: { id: 77, group_name: Object(body).tag_group_name } };
  if (path.includes('/tags')) {
    if (method === 'POST' && obeys) {
      const { tag_label: label, tag_group_id: group_id } = Object(body);
      tags.push({ id: 500 + tags.length, label, group_id, group_name: 'New' });
    }
    return { data: tags, meta: { total: tags.length } };
  }
  if (method === 'POST' && obeys) tickets.set(9, { ...Object(body) });
  if (method === 'PUT' && obeys) tickets.set(id, { ...tickets.get(id), ...Object(body) });
  if (method === 'GET' && Number.isNaN(id)) {
    const data = [...tickets].map(([number, one]) => ({ id: `TICK-${number}`, ...one }));
    return { data, meta: { total: data.length } };
  }
  const one = tickets.get(id);
  return one ? { data: { id: `TICK-${id}`, ...one } } : missing;
}

beforeEach(() => {
  useQuickTime();
  vi.setSystemTime(since);
  tickets = new Map([[2, { status: 1 }]]);
  templates = new Map([[3, { id: 3, name: 'Hours' }]]);
  [tags, ledger, obeys] = [[], {}, true];
  server = new LossyServer(answer);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const watch = { earlier: undefined, hasty: true };
const move = (earlier?: TicketChange, state: 2 | 3 = 2) =>
  passTime(
    changeTicket(new QueryClient(), { key, since, id: 2, changes: { state } }, { earlier, hasty: true }),
  );

describe('a change', () => {
  it('is sent once', async () => {
    expect(await move()).toMatchObject({ kind: 'done', found: false });
    expect([server.sent, tickets.get(2)]).toEqual([['PUT /connected/chat2desk/v1/tickets/2'], { status: 2 }]);
  });

  it('that the ledger knows of was done, whatever the system shows', async () => {
    server.losses = ['after'];
    [ledger[key], obeys] = ['done', false];
    expect(await move()).toMatchObject({ kind: 'done', found: true });
  });

  it('of which the ledger knows nothing is read back from the system', async () => {
    server.losses = ['after'];
    ledger[key] = 'unknown';
    expect(await move()).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toHaveLength(1);
  });

  it('that is not there was not made', async () => {
    server.losses = ['after'];
    [ledger[key], obeys] = ['unknown', false];
    expect(await move()).toMatchObject({ kind: 'refused', looked: true });
  });

  it('that never arrived was not made', async () => {
    server.losses = ['before'];
    expect(await move()).toMatchObject({ kind: 'refused', looked: true });
  });

  it('in progress is not known', async () => {
    server.losses = ['after'];
    ledger[key] = 'under-way';
    expect(await move()).toMatchObject({ kind: 'unknown', sent: true });
  });

  it('asked for again is looked for first, and another one is sent', async () => {
    ledger['33333333-3333-4333-8333-333333333333'] = 'done';
    const earlier = {
      key: '33333333-3333-4333-8333-333333333333',
      since,
      id: 2,
      changes: { state: 2 as const },
    };
    expect(await move(earlier)).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toEqual([]);
    expect(await move(earlier, 3)).toMatchObject({ kind: 'done', found: false });
    expect(tickets.get(2)).toEqual({ status: 3 });
  });
});

describe('what is created', () => {
  const fields = {
    summary: 'Call back',
    description: 'Today',
    state: 1,
    priority: 2,
    assignee: undefined,
    deadline: undefined,
  } as const;

  it('is found among the newest', async () => {
    server.losses = ['after'];
    ledger[key] = 'unknown';
    const result = await passTime(createTicket(new QueryClient(), { key, since, fields }, watch));
    expect(result).toMatchObject({ kind: 'done', found: true, value: { id: 9, summary: 'Call back' } });
  });

  it('is not taken for one that was there before', async () => {
    tickets.set(8, { ...fields, status: 1, created_at: '2026-11-29T09:00:00Z' } as { status: number });
    server.losses = ['after'];
    [ledger[key], obeys] = ['unknown', false];
    const result = await passTime(createTicket(new QueryClient(), { key, since, fields }, watch));
    expect(result).toMatchObject({ kind: 'refused', looked: true });
  });
});

describe('what is deleted', () => {
  const remove = () => passTime(deleteTemplate(new QueryClient(), { key, since, id: 3 }, watch));

  it('is gone', async () => {
    server.losses = ['after'];
    ledger[key] = 'unknown';
    expect(await remove()).toMatchObject({ kind: 'done', found: true });
  });

  it('is not gone while it can be read', async () => {
    server.losses = ['after'];
    [ledger[key], obeys] = ['unknown', false];
    expect(await remove()).toMatchObject({ kind: 'refused', looked: true });
    expect(templates.size).toBe(1);
  });
});

describe('a tag in a new group', () => {
  const tag: NewTag = { key, since, label: 'VIP', description: '', group: { name: 'New', key: groupKey } };
  const create = () => passTime(createTag(new QueryClient(), tag, watch));

  it('is created after its group', async () => {
    expect(await create()).toMatchObject({ kind: 'done', found: false });
    expect(server.sent).toEqual([
      'POST /connected/chat2desk/v1/tag_groups',
      'POST /connected/chat2desk/v1/tags',
    ]);
    expect(tags).toMatchObject([{ label: 'VIP', group_id: 77 }]);
  });

  it('is not created when it is not known whether its group was, which nothing shows', async () => {
    server.losses = ['after'];
    ledger[groupKey] = 'unknown';
    expect(await create()).toMatchObject({ kind: 'unknown', untold: true });
    expect(tags).toEqual([]);
  });

  it('whose response is lost is found in the group', async () => {
    server.losses = ['none', 'after'];
    ledger = { [groupKey]: 'done', [key]: 'unknown' };
    expect(await create()).toMatchObject({ kind: 'done', found: true });
    expect(tags).toHaveLength(1);
  });
});
