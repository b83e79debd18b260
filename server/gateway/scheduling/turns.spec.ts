import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Starts work of these parties in one turn, and returns what was started at once and in each turn after. */
async function started(turns: Turns, parties: readonly string[]): Promise<string[]> {
  const order: string[] = [];
  let count = 0;
  for (const party of parties) {
    turns.run(
      () => party,
      () => {
        order.push(party);
        count += 1;
      },
    );
  }
  const groups = [order.splice(0).join('')];
  while (count < parties.length) {
    await turn();
    groups.push(order.splice(0).join(''));
  }
  return groups;
}

test('starts what fits at once, without asking whose it is', async () => {
  const turns = new Turns(4);
  let count = 0;
  const start = () => {
    count += 1;
  };
  const partyOf = () => expect.unreachable();
  for (let number = 0; number < 4; number += 1) turns.run(partyOf, start);
  expect(count).toBe(4);
  await turn();
  // The next turn has as many.
  for (let number = 0; number < 4; number += 1) turns.run(partyOf, start);
  expect(count).toBe(8);
});

test('starts the rest a few in each turn of the event loop', async () => {
  expect(await started(new Turns(4), [...'aaaaaaaaaa'])).toEqual(['aaaa', 'aaaa', 'aa']);
});

test('parties take turns, however much each has waiting', async () => {
  const all = [...'aaaaaaaaaaaaaaaabc'];
  expect(await started(new Turns(2), all)).toEqual(['aa', 'ab', 'ca', 'aa', 'aa', 'aa', 'aa', 'aa', 'aa']);
});

test('what comes later does not overtake what is waiting', async () => {
  const turns = new Turns(1);
  const order: string[] = [];
  const run = (name: string) =>
    turns.run(
      () => 'a',
      () => order.push(name),
    );
  run('first');
  run('second');
  run('third');
  await turn();
  run('fourth');
  expect(order).toEqual(['first', 'second']);
  await turn();
  await turn();
  expect(order).toEqual(['first', 'second', 'third', 'fourth']);
});

test('whose party has to be looked up takes its turn once that is known', async () => {
  const turns = new Turns(1);
  const order: string[] = [];
  const known = Promise.withResolvers<string>();
  turns.run(
    () => 'a',
    () => order.push('first'),
  );
  turns.run(
    () => known.promise,
    () => order.push('looked up'),
  );
  turns.run(
    () => 'b',
    () => order.push('second'),
  );
  await turn();
  await turn();
  expect(order).toEqual(['first', 'second']);
  known.resolve('a');
  await turn();
  await turn();
  expect(order).toEqual(['first', 'second', 'looked up']);
});
