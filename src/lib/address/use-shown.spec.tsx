import { startTransition, useState } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { type Rendered, renderHook } from '#src/ui/testing/render-hook.tsx';
import { useShown } from './use-shown.ts';

/** Where the router goes when it arrives; undefined where it stays. */
let underway: PromiseWithResolvers<readonly string[] | undefined> | undefined;
let control: Rendered<{
  readonly shown: readonly string[];
  readonly kept: readonly string[];
  readonly choose: (next: readonly string[]) => void;
}>;

beforeEach(async () => {
  underway = Promise.withResolvers();
  control = await renderHook(() => {
    const [kept, follow] = useState<readonly string[]>(['draft']);
    const [shown, choose] = useShown(kept, () =>
      underway?.promise.then((next) => startTransition(() => next && follow(next))),
    );
    return { shown, kept, choose };
  });
});

const choose = (next: readonly string[]) => control.act(() => control.now().choose(next));
const arrive = (next: readonly string[] | undefined) =>
  control.act(async () => {
    underway?.resolve(next);
    await underway?.promise;
  });

it('shows what was chosen before the page follows, and what the page has afterwards', async () => {
  await choose(['draft', 'completed']);
  expect(control.now()).toMatchObject({ shown: ['draft', 'completed'], kept: ['draft'] });
  await arrive(['draft', 'completed']);
  expect(control.now()).toMatchObject({ shown: ['draft', 'completed'], kept: ['draft', 'completed'] });
});

it('has the second of two choices in quick succession build on the first', async () => {
  await choose([...control.now().shown, 'completed']);
  await choose([...control.now().shown, 'failed']);
  expect(control.now().shown).toEqual(['draft', 'completed', 'failed']);
  await arrive(['draft', 'completed', 'failed']);
});

it('shows what there is again where nothing came of it', async () => {
  await choose(['completed']);
  await arrive(undefined);
  expect(control.now().shown).toEqual(['draft']);
});

it('leaves what changes at once to whoever changes it', async () => {
  underway = undefined;
  await choose(['completed']);
  expect(control.now().shown).toEqual(['draft']);
});
