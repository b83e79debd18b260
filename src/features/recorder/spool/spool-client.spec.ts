import { expect, test } from 'vitest';
import { scriptedWorkers } from '#src/lib/testing/scripted-worker.ts';
import { sleepingPage } from '#src/lib/testing/sleeping-page.ts';
import { openSpool } from './spool-client.ts';

function open() {
  const { workers, start } = scriptedWorkers();
  const page = sleepingPage();
  return { spool: openSpool(start, page.life), workers, page };
}

test('errors arrive with their code', async () => {
  const { spool, workers } = open();
  const removing = spool.remove('a');
  workers[0]!.refuse({ code: 'quota', message: 'full' });
  await expect(removing).rejects.toMatchObject({ name: 'SpoolError', code: 'quota', message: 'full' });
});

test('with a worker that dies, and with a code that nobody knows, the database cannot be used', async () => {
  const { spool, workers } = open();
  const calls = [spool.get('a'), spool.list('user')];
  workers[0]!.crash('out of memory');
  for (const call of calls)
    await expect(call).rejects.toMatchObject({ name: 'SpoolError', code: 'unavailable' });
  const again = spool.get('a');
  workers[1]!.refuse({ code: 'a later one', message: 'unheard of' });
  await expect(again).rejects.toMatchObject({ code: 'unavailable', message: 'unheard of' });
});

test('when the page goes to sleep, what would be done twice fails; the rest is asked again', async () => {
  const { spool, workers, page } = open();
  const reading = spool.get('a');
  const planning = spool.replan('a', { chunkBytes: 1, meetingId: null });
  page.hide();
  await expect(planning).rejects.toMatchObject({ code: 'unavailable' });
  page.show();
  expect(workers[1]!.calls).toMatchObject([{ method: 'get', args: ['a'] }]);
  workers[1]!.answer(undefined);
  await expect(reading).resolves.toBeUndefined();
});
