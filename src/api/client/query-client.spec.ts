import { QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { createQueryClient } from './query-client.ts';

/** Something that is read, each time with an answer that the test gives. */
function read() {
  const queries = createQueryClient();
  const asked: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: ['a'],
    queryFn: () => {
      const answer = Promise.withResolvers<string>();
      asked.push(answer);
      return answer.promise;
    },
    retry: false,
  });
  observer.subscribe(() => undefined);
  return { queries, asked, result: () => observer.getCurrentResult() };
}

test('what was first asked for before a change is asked for again', async () => {
  const { queries, asked, result } = read();
  const changed = queries.invalidateQueries({ queryKey: ['a'] });
  // However many changes come in between, the first answer is shown, and one more is asked for.
  const again = queries.invalidateQueries({ queryKey: ['a'] });
  expect(asked).toHaveLength(1);
  asked[0]?.resolve('before');
  await expect.poll(() => asked.length).toBe(2);
  expect(result().data).toBe('before');
  asked[1]?.resolve('after');
  await Promise.all([changed, again]);
  expect([result().data, asked.length]).toEqual(['after', 2]);
});

test('where the first answer fails, nothing is asked in addition', async () => {
  const { queries, asked, result } = read();
  const changed = queries.invalidateQueries();
  asked[0]?.reject(new Error('away'));
  await changed;
  expect(result().status).toBe('error');
  expect(asked).toHaveLength(1);
});

test('what is there is asked for at once, and once', async () => {
  const { queries, asked, result } = read();
  asked[0]?.resolve('before');
  await expect.poll(() => result().data).toBe('before');
  const changed = queries.invalidateQueries({ queryKey: ['a'] });
  expect(asked).toHaveLength(2);
  asked[1]?.resolve('after');
  await changed;
  expect([result().data, asked.length]).toEqual(['after', 2]);
});
