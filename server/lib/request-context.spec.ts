import { expect, test } from 'vitest';
import { contextHeaders, contextOf, requestContext } from './request-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const given = `00-${traceId}-00f067aa0ba902b7-01`;

test('a caller’s trace is continued with a span of our own', () => {
  const context = contextOf('id', { traceparent: given, tracestate: 'vendor=1' });
  expect(context).toEqual({ requestId: 'id', traceId, isSampled: true, tracestate: 'vendor=1' });
  const headers = requestContext.run(context, contextHeaders);
  expect(headers).toEqual({
    'x-request-id': 'id',
    traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)),
    tracestate: 'vendor=1',
  });
  expect(headers.traceparent).not.toBe(given);
});

test('a later version counts as far as it is known; what is not sampled stays so', () => {
  const { isSampled, traceId: kept } = contextOf('id', {
    traceparent: `01-${traceId}-00f067aa0ba902b7-02-more`,
  });
  expect([isSampled, kept]).toEqual([false, traceId]);
});

test.each([
  undefined,
  '',
  'x',
  `ff-${traceId}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
  `${given}\r\nx: y`,
  `${given}-${'a'.repeat(200)}`,
])('%j begins a new trace, and no state is passed on', (traceparent) => {
  const context = contextOf('id', { traceparent, tracestate: 'vendor=1' });
  expect(context).toEqual({
    requestId: 'id',
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    isSampled: false,
    tracestate: undefined,
  });
  expect(context.traceId).not.toBe(traceId);
});

test('a state that is too long, or contains anything else, is left out', () => {
  for (const tracestate of ['x'.repeat(513), 'a=\u00e9', 'a\nb', ['a=1', 'b=2']]) {
    expect(contextOf('id', { traceparent: given, tracestate }).tracestate).toBeUndefined();
  }
});

test('what nobody requested has no context', () => {
  expect(contextHeaders()).toEqual({});
});
