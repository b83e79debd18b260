import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#contract/chat2desk/table.ts';
import { DeskWorld } from './desk-world.ts';
import { missingId, refusals } from './documented-refusals.ts';
import { goldenRequest } from './golden-requests.ts';
import { requestFor } from './subjects.ts';

const world = new DeskWorld({ sendsPerSecond: 15 });
beforeAll(() => world.start());
afterAll(() => world.destroy());
afterEach(async () => {
  await world.post('/sandbox/reset-rate-limits', {});
  await world.post('/sandbox/systems/chat2desk', { happens: 'plan_changes', lacks: [] });
});

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    test.each(['required', 'full'] as const)('takes a request with what is %s', async (extent) => {
      const answer = await world.call(operation, await requestFor(world, operation, extent));
      expect(answer.status, JSON.stringify(answer.body)).toBe(operation.successStatuses[0]);
      expect(answer.body.status ?? 'success').toBe('success');
    });

    test('refuses what it does not know, and anyone without a key', async () => {
      const request = goldenRequest(operation, 'required', missingId);
      const unknown = { ...request.query, unheard_of: '1' };
      const answer = await world.call(operation, { ...request, query: unknown });
      // Where its subject does not exist either, the response may say that instead.
      expect([400, 404]).toContain(answer.status);
      if (name === 'listCountries') return;
      for (const token of [null, '', 'wrong', 'Bearer sandbox-chat2desk-token']) {
        expect((await world.call(operation, { ...request, token })).status).toBe(401);
      }
    });

    const documented = operation.errors.map((error) => [error.when, error.status] as const);
    test.runIf(documented.length > 0).each(documented)('%s: %i', async (when, status) => {
      const refusal = refusals[name]?.[when];
      expect(refusal, `${name}: no test of "${when}"`).toBeDefined();
      const { request, body, ...expected } = refusal!;
      const answer = await world.call(
        operation,
        typeof request === 'function' ? await request(world) : request,
      );
      expect(answer.status, JSON.stringify(answer.body)).toBe(expected.status ?? status);
      expect(answer.body).toEqual(body);
    });
  },
);
