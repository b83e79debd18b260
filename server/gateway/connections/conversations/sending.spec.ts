import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

let world: ConversationWorld;
let someone: Someone;
beforeAll(async () => {
  world = await ConversationWorld.start();
  const [first] = await world.strangers([]);
  if (!first) throw new Error('there is nobody');
  someone = first;
});
afterAll(() => world.stop());
afterEach(() => world.desk.faults.clear());

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
/** As the page sends it: the key of the request is the message’s own id at the system. */
const sendOnce = (key: string, text: string, type = 'to_client') =>
  world.ask('ada', 'POST', '/messages', {
    key,
    body: { client_id: someone.client, text, type, external_id: key },
  });
/** The gateway sends fifteen a second, and nothing of what it holds back. */
const send: typeof sendOnce = async (...given) => {
  let answer = await sendOnce(...given);
  await expect
    .poll(async () => {
      if (answer.status === 429) answer = await sendOnce(...given);
      return answer.status;
    })
    .not.toBe(429);
  return answer;
};
/** How the page looks for it. */
const found = async (key: string) => {
  const { body } = await world.ask('ada', 'GET', `/messages?dialog_id=${someone.dialog}&limit=50&order=desc`);
  return body.data.filter(
    (message: { extra_data: { external_id?: string } }) => message.extra_data.external_id === key,
  ).length;
};
const stateOf = async (key: string) => {
  const { body } = await world.admin.ask(world.people.ada, 'GET', '/ledger?system=chat2desk&limit=50');
  return body.entries.find((entry: { key: string }) => entry.key === key)?.state;
};

describe('a message', () => {
  test('whose answer is lost after it was sent: exactly one is there, looking finds it, and it is not sent again', async () => {
    for (let run = 0; run < 20; run += 1) {
      const key = randomUUID();
      world.desk.faults.add({
        operation: 'chat2desk.sendMessage',
        drop: true,
        afterProcessing: true,
        times: 1,
      });
      expect(codeOf(await send(key, `Lost ${run}`))).toEqual([504, 'outcome-unknown']);
      expect([await stateOf(key), await found(key)]).toEqual(['unknown', 1]);
      // Whoever presses again sends nothing.
      expect(codeOf(await send(key, `Lost ${run}`))).toEqual([409, 'may-be-done']);
      expect(await found(key)).toBe(1);
    }
  });

  test('that never left is nowhere, and may be sent again under its key', async () => {
    const key = randomUUID();
    world.desk.faults.add({
      operation: 'chat2desk.sendMessage',
      status: 429,
      times: 1,
      afterProcessing: false,
    });
    // What the gateway itself holds back does not reach the ledger.
    const tried = async () => {
      expect((await sendOnce(key, 'Too many')).status).toBe(429);
      return stateOf(key);
    };
    await expect.poll(tried).toBe('not-sent');
    expect(await found(key)).toBe(0);
    const again = randomUUID();
    expect((await send(again, 'Too many')).status).toBe(200);
    expect(await found(again)).toBe(1);
  });

  test.each([500, 502, 503])(
    'that failed with %i may have been sent: it is not sent again',
    async (status) => {
      const key = randomUUID();
      world.desk.faults.add({ operation: 'chat2desk.sendMessage', status, times: 1, afterProcessing: false });
      await send(key, 'Failing');
      expect([await stateOf(key), await found(key)]).toEqual(['unknown', 0]);
      expect(codeOf(await send(key, 'Failing'))).toEqual([409, 'may-be-done']);
      expect(await found(key)).toBe(0);
    },
  );

  test('sent twice at once under one key arrives once', async () => {
    const key = randomUUID();
    const answers = await Promise.all([send(key, 'Twice'), send(key, 'Twice'), send(key, 'Twice')]);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(await found(key)).toBe(1);
  });

  test('for colleagues is a comment, which the system does not send', async () => {
    const key = randomUUID();
    expect((await send(key, 'He pays late', 'comment')).status).toBe(200);
    const { body } = await world.ask(
      'ada',
      'GET',
      `/messages?dialog_id=${someone.dialog}&limit=1&order=desc`,
    );
    expect(body.data[0]).toMatchObject({ type: 'comment', text: 'He pays late', recipient_status: null });
  });
});
