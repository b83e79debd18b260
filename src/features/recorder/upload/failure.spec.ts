import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { SpoolError, type SpoolErrorCode } from '../model/spool-error.ts';
import { answerMayBeLost, remedyFor, StalledError } from './failure.ts';

const api = (
  kind: ApiErrorKind,
  details: { status?: number; retryAfterMs?: number; serverMessage?: string } = {},
) => new ApiError({ kind, operation: 'uploadAudioChunk', ...details });

describe('remedyFor', () => {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(1));
  afterEach(() => void vi.restoreAllMocks());

  test.each([
    [api('network'), 1, { do: 'wait', reason: 'offline', delayMs: 1000 }],
    [api('network'), 10, { do: 'wait', reason: 'offline', delayMs: 60_000 }],
    [api('timeout', { status: 408 }), 2, { do: 'wait', reason: 'server', delayMs: 2000 }],
    [api('server', { status: 503 }), 3, { do: 'wait', reason: 'server', delayMs: 4000 }],
    [api('server', { status: 503, retryAfterMs: 9000 }), 1, { do: 'wait', reason: 'server', delayMs: 9000 }],
    [api('rate-limited', { retryAfterMs: 7000 }), 6, { do: 'wait', reason: 'rate-limited', delayMs: 7000 }],
    [api('rate-limited'), 1, { do: 'wait', reason: 'rate-limited', delayMs: 60_000 }],
    [api('signed-out'), 1, { do: 'sign-in' }],
    [new StalledError(), 1, { do: 'wait', reason: 'server', delayMs: 1000 }],
    [new SpoolError('unavailable', ''), 1, { do: 'wait', reason: 'storage', delayMs: 1000 }],
    [new SpoolError('quota', ''), 1, { do: 'wait', reason: 'storage', delayMs: 1000 }],
  ])('%s after %i failures', (error, failures, remedy) => expect(remedyFor(error, failures)).toEqual(remedy));

  test.each<ApiErrorKind>(['forbidden', 'not-found', 'conflict', 'invalid', 'too-large'])(
    '%s is put to the person with the server’s words',
    (kind) =>
      expect(remedyFor(api(kind, { status: 400, serverMessage: 'chunk too large' }), 1)).toEqual({
        do: 'ask',
        problem: { kind, status: 400, message: 'chunk too large' },
      }),
  );

  test.each<SpoolErrorCode>(['missing', 'corrupt', 'conflict', 'empty'])(
    '%s storage is put to the person',
    (code) =>
      expect(remedyFor(new SpoolError(code, ''), 1)).toMatchObject({
        do: 'ask',
        problem: { kind: 'storage' },
      }),
  );

  test('a mistake in the code is never retried forever', () =>
    expect(remedyFor(new TypeError(), 1)).toMatchObject({ do: 'ask', problem: { kind: 'unexpected' } }));
});

test('only a lost response may hide a success', () => {
  const lost: ApiErrorKind[] = ['network', 'timeout', 'server', 'aborted'];
  const seen: ApiErrorKind[] = [
    'signed-out',
    'forbidden',
    'not-found',
    'conflict',
    'invalid',
    'rate-limited',
  ];
  expect(lost.map((kind) => answerMayBeLost(api(kind)))).toEqual(lost.map(() => true));
  expect(seen.map((kind) => answerMayBeLost(api(kind)))).toEqual(seen.map(() => false));
  expect(answerMayBeLost(new StalledError())).toBe(true);
  expect(answerMayBeLost(new Error())).toBe(false);
});
