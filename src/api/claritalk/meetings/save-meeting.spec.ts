import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setTokenSource } from '#src/api/client/client.ts';
import { numericIdOf, storedMetadata, updateMeeting } from './save-meeting.ts';

const id = '6f1c9a52-0d6f-4a55-8ad1-0f3f7c0a9d01';
const owner = '6f1c9a52-0d6f-4a55-8ad1-0f3f7c0a9d02';
const stored = { id, name: 'Kept', userId: owner, status: 'finished', summary: 'Text', metadata: { a: 1 } };
const detailed = { ...stored, metadata: { a: 1, chat: [{ sentence: 'Hi', time: 5 }], recording: null } };

const sent: { url: string; method: string; body: unknown }[] = [];

beforeEach(() => {
  sent.length = 0;
  setTokenSource({ accessToken: () => Promise.resolve('token'), sessionEnded: () => undefined });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    sent.push({ url, method: init.method ?? '', body });
    const saved = { ...stored, ...(body as object), userId: owner, numeric_id: 42 };
    const answer = init.method === 'POST' ? saved : url.includes('detail') ? detailed : stored;
    return Promise.resolve(Response.json(answer));
  });
});
afterEach(() => vi.unstubAllGlobals());

it('writes what was requested and nothing else', async () => {
  const meeting = await updateMeeting(id, ({ metadata }) => {
    expect(metadata).toEqual({ a: 1 });
    return { metadata: { ...(metadata as object), b: 2 } };
  });
  const post = sent.find(({ method }) => method === 'POST');
  expect(post?.body).toEqual({ id, name: 'Kept', user_id: owner, metadata: { a: 1, b: 2 } });
  // What only a detailed response has is still known afterwards.
  expect(meeting).toMatchObject({ name: 'Kept', metadata: { a: 1, b: 2 }, chat: [{ text: 'Hi' }] });
  expect(meeting.summary).toHaveLength(1);
  expect(numericIdOf(id)).toBe(42);
});

it('saves under another name and owner only where the server has none', async () => {
  const otherwise = { name: 'Otherwise', userUuid: 'someone' };
  const named = () => sent.findLast(({ method }) => method === 'POST')?.body;
  await updateMeeting(id, () => ({ locale: 'nl' }), undefined, otherwise);
  expect(named()).toEqual({ id, name: 'Kept', user_id: owner, locale: 'nl' });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    sent.push({ url, method: init.method ?? '', body });
    return Promise.resolve(Response.json({ id, userId: 7 }));
  });
  await updateMeeting(id, () => ({ locale: 'nl' }), undefined, otherwise);
  expect(named()).toEqual({ id, name: 'Otherwise', user_id: 'someone', locale: 'nl' });
  await expect(updateMeeting(id, () => ({ locale: 'nl' }))).rejects.toMatchObject({ kind: 'invalid' });
});

it('writes nothing when there is nothing to write', async () => {
  await updateMeeting(id, () => undefined);
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

it('keeps metadata that only the detailed response shows, but not what the server adds to it', () => {
  expect(storedMetadata({ a: 1 }, { a: 2, hidden: 3, chat: [], recording: {} })).toEqual({ a: 1, hidden: 3 });
  expect(storedMetadata({ chat: 'ours' }, { chat: [] })).toEqual({ chat: 'ours' });
  expect(storedMetadata(null, { chat: [] })).toBeNull();
});
