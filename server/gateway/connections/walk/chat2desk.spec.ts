import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { chat2desk } from '#contract/chat2desk/system.ts';
import { operations } from '#contract/chat2desk/table.ts';
import type { Schema } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { DeskWorld, type Request } from '../../../sandboxes/chat2desk/testing/desk-world.ts';
import { refusals } from '../../../sandboxes/chat2desk/testing/documented-refusals.ts';
import { goldenRequest } from '../../../sandboxes/chat2desk/testing/golden-requests.ts';
import { requestFor } from '../../../sandboxes/chat2desk/testing/subjects.ts';
import { connectedUpstream } from '../../../upstreams/connected.ts';
import { expectArrived, expectRefused, expectTold } from '../../testing/expect-passed.ts';
import { WalkWorld } from '../../testing/walk-world.ts';

let world: WalkWorld;
/** The same sandbox, asked straight: what rows are about is made there. */
let desk: DeskWorld;

beforeAll(async () => {
  world = await WalkWorld.start();
  desk = new DeskWorld({}, world.world.admin.sandbox);
});
afterAll(() => world.stop());
afterEach(() => desk.post('/sandbox/reset-rate-limits', {}));

const textsOf = (values: Request['params']) =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));
const asPassed = ({ params, query, body }: Request) => ({
  params: textsOf(params),
  ...(query === undefined ? {} : { query }),
  ...(body === undefined ? {} : { body }),
});

const textual = (query: object | undefined) =>
  query && Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
/** Whether the gateway takes a request; what it does not is not Chat2Desk's to refuse. */
function isTaken({ params, query, body }: ConnectedOperation, request: Request): boolean {
  const fits = (schema: Schema | undefined, value: unknown) => schema === undefined || v.is(schema, value);
  return (
    fits(params, textsOf(request.params)) &&
    fits(query, textual(request.query) ?? {}) &&
    fits(body, request.body)
  );
}

const readError = connectedUpstream(chat2desk, operations).readError;
const tooMany = 'more than about fifteen messages a second';

describe.each(operations)('$name', (operation) => {
  const { name, errors } = operation;

  it.each(['required', 'full'] as const)(
    'arrives with what is %s as it was sent, and its documented answer comes back',
    async (extent) => {
      const request = asPassed(await requestFor(desk, operation, extent));
      const passage = await world.pass(operation, request);
      expectArrived(operation, request, passage);
      expectTold(operation, passage);
    },
  );

  it('is not sent with a parameter that it does not know', async () => {
    const request = asPassed(goldenRequest(operation, 'required', 1));
    const query = { ...request.query, unheard_of: '1' };
    const { answer, arrived } = await world.pass(operation, { ...request, query });
    expect([answer.status, answer.body.refusal.code, arrived]).toEqual([400, 'field-unknown', []]);
  });

  const documented = errors.filter(({ when }) => when !== tooMany);
  it.runIf(documented.length > 0).each(documented)('$when: $status', async ({ when }) => {
    const { request: given, body } = refusals[name]?.[when] ?? {};
    const request = asPassed(typeof given === 'function' ? await given(desk) : (given ?? {}));
    const passage = await world.pass(operation, request);
    if (!isTaken(operation, request)) {
      expect([passage.answer.status, passage.arrived]).toEqual([400, []]);
      return;
    }
    expectArrived(operation, request, passage);
    const [told] = passage.told;
    expect(told?.body).toEqual(body);
    expectRefused(operation, passage, readError?.(told?.status ?? 0, told?.body)?.said);
  });
});

// The last: after it nothing is asked for a while.
it(`${sendMessage.name} ${tooMany}: 429, which the gateway heeds`, async () => {
  const { request } = refusals.sendMessage?.[tooMany] ?? {};
  const asked = asPassed(typeof request === 'function' ? await request(desk) : {});
  const { answer, told } = await world.pass(sendMessage, asked);
  expect([told[0]?.status, answer.status, answer.body.refusal.code]).toEqual([
    429,
    429,
    'upstream-waits-because',
  ]);
});
