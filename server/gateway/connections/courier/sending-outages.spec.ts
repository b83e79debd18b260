import { describe, expect, test } from 'vitest';
import { attributes, CourierSending, codeOf } from '../../testing/courier-sending.ts';
import { impatient } from '../../testing/upstream.ts';

const sending = await CourierSending.ofSuite();
const { world } = sending;

const lost = [504, 'outcome-unknown'] as const;
const faults = {
  'does not accept the key': [{ status: 401 }, 'not-sent', [424, 'key-refused']],
  'accepts no more for now': [{ status: 429 }, 'not-sent', [429, 'upstream-waits-because']],
  'says that it is wrong': [{ status: 400 }, 'refused', [400, undefined]],
  fails: [{ status: 500 }, 'unknown', lost],
  'is down': [{ status: 503 }, 'unknown', lost],
  'does not respond': [{ delayMs: 5_000 }, 'unknown', lost],
  'ends the connection': [{ drop: true }, 'unknown', lost],
} as const;

describe.each(Object.entries(faults))('where Courier %s', (_, [cause, state, expected]) => {
  const isSlow = 'delayMs' in cause;
  const begin = async (operation: string) => {
    if (isSlow) await world.restart({ timeouts: impatient });
    world.courier.faults.add({
      operation: `courier.${operation}`,
      times: 1,
      afterProcessing: false,
      ...cause,
    });
  };
  const end = async () => {
    world.courier.faults.clear();
    if (isSlow) await world.restart();
    await world.admin.ask(world.people.ada, 'POST', '/connections/courier/test');
  };

  test('a text message is not there, and what is said of it is true', async () => {
    const message = `Told: ${JSON.stringify(cause)}`;
    await begin('sendText');
    const answer = await sending.text('owen', sending.agreed, message);
    await end();
    expect([answer.status, expected[1] && answer.body.refusal?.code]).toEqual(expected);
    expect((await sending.sent())[0]).toMatchObject({ way: 'text', state });
    expect(await sending.textsTo(sending.agreed, message)).toEqual([]);
  });

  test('an e-mail is still a draft, and what is said of it is true', async () => {
    const { id } = await sending.draft('owen', sending.agreed, 'Told');
    await begin('sendUserEmail');
    const answer = await sending.send('owen', id);
    await end();
    expect([answer.status, expected[1] && answer.body.refusal?.code]).toEqual(expected);
    expect((await sending.sent())[0]).toMatchObject({ way: 'email', state });
    expect(await sending.statusOf(id)).toBe('draft');
  });
});

test('what was not sent is sent again once; what is unknown is looked up', async () => {
  const message = 'Second try';
  world.courier.faults.add({ operation: 'courier.sendText', status: 429, times: 1, afterProcessing: false });
  await sending.text('owen', sending.agreed, message);
  const { id } = await sending.draft('owen', sending.agreed, 'Second try');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    status: 429,
    times: 1,
    afterProcessing: false,
  });
  await sending.send('owen', id);
  const entries = async () => (await world.read('owen', '/ledger?system=courier&limit=3')).body.entries;
  const [email, , first] = await entries();
  expect([email, first].map((one) => [one.operation, one.canRetry])).toEqual([
    ['sendUserEmail', true],
    ['sendText', true],
  ]);
  const again = (entry: { id: number }) => ({ 'x-retry-of': String(entry.id) });
  const body = attributes('texts', { 'account-id': sending.account, target: sending.agreed?.phone, message });
  const repeat = () => world.ask('owen', 'POST', '/v1/texts/', { body, headers: again(first) });
  expect((await repeat()).status).toBe(201);
  expect(codeOf(await repeat())).toEqual([409, 'retried-before']);
  expect(await sending.textsTo(sending.agreed, message)).toHaveLength(1);
  const path = `/v1/user-emails/${id}/send/`;
  const resend = () => world.ask('owen', 'POST', path, { body: {}, headers: again(email) });
  expect((await resend()).status).toBe(201);
  expect(codeOf(await resend())).toEqual([409, 'retried-before']);
  // Tied to their entries, they are of the meeting, too.
  expect(
    (await sending.sent()).slice(0, 2).map((one: { way: string; state: string }) => [one.way, one.state]),
  ).toEqual([
    ['email', 'done'],
    ['text', 'done'],
  ]);

  world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
  await sending.text('owen', sending.agreed, 'Look it up');
  const [unknown] = await entries();
  expect([unknown.state, unknown.canLook]).toEqual(['unknown', true]);
  const looked = await world.admin.ask(world.people.owen, 'POST', `/ledger/${unknown.id}/look`);
  expect(looked.body.entry.state).toBe('done');
});
