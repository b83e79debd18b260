import { expect, test } from 'vitest';
import type { ServiceAccount } from '../elevation/service-account.ts';
import { refusal } from '../http/refusal.ts';
import { retentionMeetings } from './meetings.ts';

/** Claritalk, asked 300 times a minute at most: what it was asked, and when. */
function claritalk(answers: readonly (() => { status: number; body: unknown })[]) {
  const asked: { readonly name: string; readonly at: number }[] = [];
  const call = (async ({ name }: { name: string }) => {
    asked.push({ name, at: performance.now() });
    return (answers[asked.length - 1] ?? expect.fail())();
  }) as ServiceAccount['call'];
  const { signal } = new AbortController();
  const between = (one: number, other: number) => (asked[other]?.at ?? 0) - (asked[one]?.at ?? 0);
  return { meetings: retentionMeetings({ call }, 300, signal), asked, between };
}

const found = () => ({ status: 200, body: { id: 'm' } });
const gone = () => ({ status: 204, body: undefined });
const busy = () => {
  throw refusal('upstream-waits', { system: 'Claritalk' }, { 'retry-after': '1' });
};

test('a deletion leaves right after the meeting was read, and what follows waits for both', async () => {
  const { meetings, between } = claritalk([found, gone, found]);
  await meetings.read('m');
  expect(await meetings.delete('m')).toBe(true);
  await meetings.read('n');
  expect(between(0, 1) * 2).toBeLessThan(between(1, 2));
  expect(between(0, 2)).toBeGreaterThanOrEqual(390);
});

test('one that Claritalk had no time for is not sent again on its own; the next reading waits as long as it asks for', async () => {
  const { meetings, asked, between } = claritalk([found, busy, found]);
  await meetings.read('m');
  await expect(meetings.delete('m')).rejects.toMatchObject({ status: 429 });
  await meetings.read('m');
  expect(asked.map(({ name }) => name)).toEqual(['getMeeting', 'deleteMeeting', 'getMeeting']);
  expect(between(1, 2)).toBeGreaterThanOrEqual(990);
});

test('a reading that Claritalk had no time for is sent again', async () => {
  const { meetings, asked } = claritalk([busy, found]);
  expect(await meetings.read('m')).toMatchObject({ id: 'm' });
  expect(asked).toHaveLength(2);
});
