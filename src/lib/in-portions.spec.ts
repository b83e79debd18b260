import { expect, it } from 'vitest';
import { listInPortions } from './in-portions.ts';
import { number } from './reader.ts';

it('reads long lists as a whole, and leaves out what cannot be read', async () => {
  const many = [...new Array(2_000).keys()];
  expect(await listInPortions([...many, 'x'], number)).toEqual(many);
  expect(await listInPortions([1, 'x'], number)).toEqual([1]);
  expect(await listInPortions(undefined, number)).toEqual([]);
});

it('yields to others in between, and stops when nobody is waiting any longer', async () => {
  const control = new AbortController();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  const many = [...new Array(5_000).keys()];
  await listInPortions(many, number);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
  const reading = listInPortions(many, number, control.signal);
  control.abort(new Error('gone'));
  await expect(reading).rejects.toThrow('gone');
});
