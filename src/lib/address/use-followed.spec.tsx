import { startTransition, useState } from 'react';
import { expect, it } from 'vitest';
import { renderHook } from '#src/ui/testing/render-hook.tsx';
import { useFollowed } from './use-followed.ts';
import { useShown } from './use-shown.ts';

it('acts once the page has followed, on what it shows then, and once for each press', async () => {
  const arrived = Promise.withResolvers<void>();
  const acted: string[] = [];
  const page = await renderHook(() => {
    const [kept, follow] = useState('all');
    const [, choose] = useShown(kept, (next) =>
      arrived.promise.then(() => startTransition(() => follow(next))),
    );
    return { choose, save: useFollowed(() => acted.push(kept)) };
  });
  await page.act(() => page.now().save());
  expect(acted).toEqual(['all']);
  await page.act(() => page.now().choose('drafts'));
  await page.act(() => page.now().save());
  expect(acted).toEqual(['all']);
  await page.act(async () => {
    arrived.resolve();
    await arrived.promise;
  });
  expect(acted).toEqual(['all', 'drafts']);
  await page.act(() => page.now().save());
  expect(acted).toEqual(['all', 'drafts', 'drafts']);
});
