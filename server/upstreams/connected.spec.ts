import { describe, expect, it } from 'vitest';
import { connectedSystems, findOperation } from '#contract/connected/table.ts';
import { connectedUpstream, keyChecks } from './connected.ts';
import { checkUpstream } from './upstream.ts';

const upstreamOf = (id: string) => {
  const [found] = connectedSystems.filter(({ system }) => system.id === id);
  return connectedUpstream(found!.system, found!.operations);
};

describe.each(connectedSystems)('$system.name', ({ system, operations }) => {
  const upstream = connectedUpstream(system, operations);

  it('may be forwarded, except what nobody may request', () => {
    expect(() => checkUpstream(upstream)).not.toThrow();
    expect(upstream.operations).toEqual(operations.filter(({ proxied }) => proxied));
    expect(upstream.credential.of).toBe('connection');
  });

  it('has a read with which to try a key', () => {
    const row = findOperation(system.id, keyChecks[system.id].operation);
    expect([row?.effect, row?.method, row?.params]).toEqual(['read', 'GET', undefined]);
  });
});

it('what is sent to people through Chat2Desk has its own limit', () => {
  const [quota] = upstreamOf('chat2desk').limits.quotas ?? [];
  expect(quota).toMatchObject({ requests: 15, perMs: 1000 });
  expect(quota?.only).toContain('sendMessage');
  expect(quota?.only).not.toContain('createTag');
});

it.each([
  ['chat2desk', 400, { message: 'bad_request', errors: 'No #9', status: 'error' }, 400, 'No #9'],
  ['chat2desk', 200, { message: 'not_found', status: 'error' }, 422, 'not_found'],
  [
    'chat2desk',
    200,
    { errors: [{ text: 'No operator', error: 'not_found' }], status: 'error' },
    422,
    'No operator',
  ],
  [
    'chat2desk',
    400,
    { message: 'bad_request', errors: { client: ['Exists', '{"id":1}'] }, status: 'error' },
    400,
    'client: Exists · client: {"id":1}',
  ],
  ['chat2desk', 400, { email: ['is taken'] }, 400, 'email: is taken'],
  ['claap', 404, { error: { type: 'not_found', message: 'No recording' } }, 404, 'No recording'],
  ['claap', 200, { error: { type: 'x' } }, 422, undefined],
])('%s %i %j is an error', (id, status, body, told, said) => {
  expect(upstreamOf(id).readError?.(status, body)).toEqual({ status: told, said });
});

it.each([
  ['chat2desk', 200, { data: [], status: 'success' }],
  // Fields alone are an error only with an error status.
  ['chat2desk', 200, { email: ['ada@example.org'] }],
  ['claap', 200, { result: {} }],
  ['claap', 500, 'text'],
])('%s %i %j is not a known one', (id, status, body) => {
  expect(upstreamOf(id).readError?.(status, body)).toBeUndefined();
});

it('the text of an error is limited, however deep and long it is', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 1000; depth += 1) deep = { a: deep };
  expect(upstreamOf('claap').readError?.(400, { error: deep })).toEqual({ status: 400, said: undefined });
  const long = { error: { message: 'é'.repeat(10_000) } };
  expect(upstreamOf('claap').readError?.(400, long)?.said?.length).toBeLessThanOrEqual(301);
});
