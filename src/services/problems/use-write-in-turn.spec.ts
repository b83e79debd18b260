import { expect, it } from 'vitest';
import type { Certain } from '#src/api/client/certain.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { renderHook } from '#src/ui/testing/render-hook.tsx';
import type { Work } from './use-write.ts';
import { useWriteInTurn } from './use-write-in-turn.ts';

interface Wish {
  readonly tag: string;
  readonly key: string;
}

/** A server at which each request waits until it is answered. */
function server() {
  const sent: string[] = [];
  const answers: ((answer: Certain<string>) => void)[] = [];
  const work: Work<Wish, string> = (_queryClient, { tag }) => {
    sent.push(tag);
    return new Promise((resolve) => answers.push(resolve));
  };
  const answer = async (given: Certain<string>) => {
    await expect.poll(() => answers.length).toBe(1);
    answers.shift()?.(given);
  };
  return { sent, work, answer };
}

const done: Certain<string> = { kind: 'done', value: 'given', found: false };
const refused: Certain<string> = {
  kind: 'refused',
  error: new ApiError({ kind: 'forbidden', operation: 'assignTags', status: 403 }),
  looked: false,
};
const wish = (tag: string): Wish => ({ tag, key: crypto.randomUUID() });

it('does what is chosen while something is written, afterwards and in that order', async () => {
  const { sent, work, answer } = server();
  const page = await renderHook(() => useWriteInTurn(work));
  const all = await page.act(() => ['VAT', 'Payroll', 'Tax'].map((tag) => page.now().run(wish(tag))));
  expect(sent).toEqual(['VAT']);
  for (let count = 0; count < 3; count += 1) await page.act(() => answer(done));
  expect(await Promise.all(all)).toEqual([true, true, true]);
  expect(sent).toEqual(['VAT', 'Payroll', 'Tax']);
});

it('does once what is chosen twice before it is done, and again what is chosen after', async () => {
  const { sent, work, answer } = server();
  const page = await renderHook(() => useWriteInTurn(work));
  const twice = await page.act(() => [wish('VAT'), wish('VAT')].map((one) => page.now().run(one)));
  await page.act(() => answer(done));
  expect(await Promise.all(twice)).toEqual([true, true]);
  expect(sent).toEqual(['VAT']);
  const later = page.now().run(wish('VAT'));
  await page.act(() => answer(done));
  expect(await later).toBe(true);
  expect(sent).toEqual(['VAT', 'VAT']);
});

it('ends with what was chosen last, although the same was chosen first', async () => {
  const { sent, work, answer } = server();
  const page = await renderHook(() => useWriteInTurn(work));
  const all = await page.act(() => ['VAT', 'Tax', 'VAT', 'VAT'].map((tag) => page.now().run(wish(tag))));
  for (let count = 0; count < 3; count += 1) await page.act(() => answer(done));
  expect(await Promise.all(all)).toEqual([true, true, true, true]);
  expect(sent).toEqual(['VAT', 'Tax', 'VAT']);
});

it('does nothing of what waits behind a refusal, whose notice stays, and what is chosen after that', async () => {
  const { sent, work, answer } = server();
  const page = await renderHook(() => useWriteInTurn(work));
  const all = await page.act(() => ['VAT', 'Payroll', 'Tax'].map((tag) => page.now().run(wish(tag))));
  await page.act(() => answer(refused));
  expect(await Promise.all(all)).toEqual([false, false, false]);
  expect(sent).toEqual(['VAT']);
  expect(page.now().state).toMatchObject({ phase: 'refused', of: { tag: 'VAT' } });
  const after = page.now().run(wish('Tax'));
  await page.act(() => answer(done));
  expect(await after).toBe(true);
  expect(sent).toEqual(['VAT', 'Tax']);
});
