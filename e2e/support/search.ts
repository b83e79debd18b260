import type { Page } from '@playwright/test';
import type { Stack } from './stack.ts';
import { expect } from './test.ts';

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly word: string;
}

/** A finished meeting of a person, and a long word that stands in one of its answers and nowhere in its name. */
export async function meetingWithAnswer(stack: Stack, token: string): Promise<Found> {
  const list = await (await stack.api('/meetings/list?limit=20&status=finished', token)).json();
  for (const { id, name } of list as { id: string; name: string }[]) {
    const meeting = await (await stack.api(`/meetings/${id}?detail=true`, token)).json();
    const answers = (meeting.questions as { answer: string | null }[]).map(({ answer }) => answer ?? '');
    const words = answers.join(' ').match(/\b[a-z]{9,}\b/g) ?? [];
    const word = words.find((candidate) => !name.toLowerCase().includes(candidate));
    if (word) return { id, name, word };
  }
  throw new Error('the seed has no such meeting');
}

// The first look at the index after a navigation waits for its worker: on a busy machine that takes a while.
export const expectSoon = expect.configure({ timeout: 30_000 });

/** Where the list's search is typed. */
export const field = (page: Page) => page.getByRole('searchbox', { name: 'Search all meetings' });
/** What the search found. */
export const results = (page: Page) => page.getByRole('list', { name: 'Meetings found' });

/** Waits until the whole index is there. */
export async function indexed(page: Page): Promise<void> {
  await page.goto('/action-items');
  await expect(page.getByText('up to date')).toBeVisible({ timeout: 60_000 });
}
