import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConsentAnswer, ConsentRound } from '#contract/gateway/consents/consents.ts';
import { consentNews } from '#src/api/gateway/consents/consent-news.ts';
import { watchObjections } from './watch-objections.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const answer = (number: number, change: Partial<ConsentAnswer> = {}): ConsentAnswer => ({
  ...{ number, decision: 'agreed', name: null, at: '2026-11-30T10:00:00.000Z', language: 'nl' },
  ...{ version: '2026-12', hash: 'h', salt: 's', withdrawnAt: null },
  ...change,
});

function watched() {
  const answers: ConsentAnswer[] = [];
  const round = { answers, onObjection: 'pause' } as unknown as ConsentRound;
  const read = vi.fn(async () => ({ ...round, answers: [...answers] }));
  const heard = vi.fn();
  const end = watchObjections('r', 0, heard, read);
  return { answers, read, heard, end };
}
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test('each objection and each withdrawal is told once, at once where there is news', async () => {
  const { answers, heard, end } = watched();
  await settle();
  answers.push(answer(1), answer(2, { decision: 'objected' }));
  consentNews.tell();
  await settle();
  expect(heard.mock.calls).toEqual([['pause']]);
  consentNews.tell();
  await settle(60_000);
  expect(heard).toHaveBeenCalledTimes(1);
  answers[0] = answer(1, { withdrawnAt: '2026-11-30T10:05:00.000Z' });
  consentNews.tell();
  await settle();
  expect(heard).toHaveBeenCalledTimes(2);
  end();
});

test('without news it looks every few seconds, and many at once cost one further read', async () => {
  const { answers, read, heard, end } = watched();
  answers.push(answer(1, { decision: 'objected' }));
  for (let at = 0; at < 30; at += 1) consentNews.tell();
  await settle();
  expect(read).toHaveBeenCalledTimes(2);
  answers.push(answer(2, { decision: 'objected' }));
  await settle(5_000);
  expect(heard).toHaveBeenCalledTimes(2);
  end();
  answers.push(answer(3, { decision: 'objected' }));
  consentNews.tell();
  await settle(60_000);
  expect(heard).toHaveBeenCalledTimes(2);
});
