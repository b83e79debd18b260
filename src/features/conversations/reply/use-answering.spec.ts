import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { hearAnswering, type Other } from '#src/api/gateway/follow-conversations.ts';
import { LossyServer } from '#src/api/testing/lossy-server.ts';
import { createStore } from '#src/lib/store.ts';
import { renderHook } from '#src/ui/testing/render-hook.tsx';
import type { ReplyDraft } from './reply-draft.ts';
import { useAnswering } from './use-answering.ts';

const id = dialogId(7);
const owen: Other = { page: 'his', person: 'owen', name: 'Owen', state: 'writing' };

/** What the gateway was told, and how it responds. */
let told: string[];
let responses: ((others: readonly Other[]) => void)[];
let queryClient: QueryClient;

beforeEach(() => {
  [told, responses] = [[], []];
  queryClient = new QueryClient();
  new LossyServer((_method, _path, body) => {
    const { state } = body as { state: string };
    if (state === 'gone') return { others: [] };
    told.push(state);
    return new Promise((resolve) => responses.push((others) => resolve({ others })));
  });
});
afterEach(() => {
  queryClient.clear();
  vi.unstubAllGlobals();
});

async function open() {
  const empty: ReplyDraft = { to_client: '', comment: '', file: undefined, attaching: undefined };
  const draft = createStore(empty);
  const page = await renderHook(() => useAnswering(id, draft), queryClient);
  const type = (text: string) => page.act(() => draft.set({ ...empty, to_client: text }));
  const respond = async (others: readonly Other[] = []) => {
    const asked = told.length;
    await expect.poll(() => responses.length).toBeGreaterThan(0);
    await page.act(async () => {
      for (const answer of responses.splice(0)) answer(others);
      await expect.poll(() => queryClient.isFetching() === 0 || told.length > asked).toBe(true);
    });
  };
  // Strictly, so that it is asked, left and asked again.
  await expect.poll(() => told).toEqual(['reading', 'reading']);
  told.length = 1;
  return { page, type, respond };
}

it('tells what was begun while the first request was under way, after it', async () => {
  const { page, type, respond } = await open();
  await type('Thursday');
  expect(told).toEqual(['reading']);
  await respond();
  await respond();
  expect(told).toEqual(['reading', 'writing']);
  await type('');
  await respond();
  expect(told).toEqual(['reading', 'writing', 'reading']);
  await page.leave();
});

it('tells at the end what is so then, whatever has changed while a request was under way', async () => {
  const { page, type, respond } = await open();
  await type('Thursday');
  await type('');
  await respond();
  expect(told).toEqual(['reading']);
  await page.leave();
});

it.each(['before the first response', 'while it is asked again'])(
  'knows what it hears of others %s, although the response is older',
  async (when) => {
    const { page, type, respond } = await open();
    if (when !== 'before the first response') {
      await respond();
      await type('Thursday');
      await expect.poll(() => told.length).toBe(2);
    }
    await page.act(() => hearAnswering(queryClient, { type: 'answering', id, ...owen }));
    await respond();
    await expect.poll(page.now).toEqual([owen]);
    await page.act(() => hearAnswering(queryClient, { type: 'answering', id, ...owen, state: 'reading' }));
    await expect.poll(page.now).toEqual([]);
    await page.leave();
  },
);
