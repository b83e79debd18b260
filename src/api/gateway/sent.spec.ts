import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNewest } from './from-newest.ts';
import { normaliseContent, normaliseSent } from './sent.ts';

it('takes anything', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (wire) => {
      normaliseSent(wire);
      normaliseContent(wire);
    }),
  );
});

const wire = {
  id: 7,
  system: 'chat2desk',
  operation: 'sendMessage',
  title: 'Send a message',
  effect: 'send',
  state: 'done',
  key: 'k',
  person: { uuid: 'u', name: 'Ada' },
  at: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:06.000Z',
  status: 200,
  waiting: false,
  canLook: false,
  lookedAt: '2026-01-02T03:05:00.000Z',
  canRetry: true,
  retryOf: 5,
  retriedBy: null,
  dialog: 12,
  meetings: ['m1'],
};

it('keeps what the gateway wrote', () => {
  expect(normaliseSent(wire)).toEqual({
    id: 7,
    key: 'k',
    system: 'chat2desk',
    operation: 'sendMessage',
    title: 'Send a message',
    effect: 'send',
    state: 'done',
    person: { uuid: 'u', name: 'Ada' },
    at: new Date('2026-01-02T03:04:05Z'),
    endedAt: new Date('2026-01-02T03:04:06Z'),
    status: 200,
    waiting: false,
    canLook: false,
    lookedAt: new Date('2026-01-02T03:05:00Z'),
    canRetry: true,
    retryOf: 5,
    retriedBy: undefined,
    dialog: 12,
    meetings: ['m1'],
  });
});

it('has no status where the system said nothing', () => {
  expect(normaliseSent({ ...wire, state: 'unknown', status: 504 })?.status).toBeUndefined();
  expect(normaliseSent({ ...wire, state: 'refused', status: 422 })?.status).toBe(422);
});

it('takes a state that it does not know for an unknown outcome, and leaves out other systems', () => {
  expect(normaliseSent({ ...wire, state: 'queued' })?.state).toBe('unknown');
  expect(normaliseSent({ ...wire, system: 'pigeon' })).toBeUndefined();
  expect(normaliseSent({ ...wire, id: undefined })).toBeUndefined();
});

it.each([
  [
    { sent: { path: '/v1/tags', body: '{"tag_label":"x"}' }, answer: { data: 1 } },
    { path: '/v1/tags', body: { tag_label: 'x' }, answer: { data: 1 } },
  ],
  [
    { sent: { path: '/v1/x', body: 'not JSON' }, answer: null },
    { path: '/v1/x', body: 'not JSON', answer: undefined },
  ],
  [
    { sent: null, answer: null },
    { path: undefined, body: undefined, answer: undefined },
  ],
])('reads %j', (content, expected) => {
  expect(normaliseContent(content)).toEqual(expected);
});

it('reads a log page by page from its newest entry, and no further than was asked', async () => {
  const pages = new Map([
    [undefined, { entries: [{ id: 9 }, { id: 8 }], more: true }],
    [8, { entries: [{ id: 7 }, { id: 6 }], more: true }],
    [6, { entries: [{ id: 5 }], more: false }],
  ]);
  const asked: unknown[] = [];
  const read = async (before: number | undefined) => {
    asked.push(before);
    return pages.get(before) ?? { entries: [], more: true };
  };
  const ids = async (most: number) => {
    const { entries, more } = await readNewest(read, most);
    return [entries.map(({ id }) => id), more];
  };
  expect(await ids(3)).toEqual([[9, 8, 7, 6], true]);
  expect(await ids(100)).toEqual([[9, 8, 7, 6, 5], false]);
  expect(asked).toEqual([undefined, 8, undefined, 8, 6]);
  // A gateway that says that there is more and has none does not keep anyone waiting.
  expect(await readNewest(async () => ({ entries: [], more: true }), 5)).toEqual({
    entries: [],
    more: false,
  });
});
