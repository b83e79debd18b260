import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendConnectCommand } from '#contract/claritalk/services.ts';
import { saveType } from '#contract/claritalk/templates.ts';
import { adminInviteUser } from '#contract/gateway/admin.ts';
import { setTokenSource, type Transport } from './client.ts';
import { ApiError } from './errors.ts';
import { orThrow, outcomeOf, write } from './write.ts';

let token: () => Promise<string | undefined>;
beforeEach(() => {
  token = async () => 'token';
  setTokenSource({
    accessToken: (refused) => (refused ? Promise.resolve(undefined) : token()),
    sessionEnded: () => undefined,
  });
});
afterEach(() => setTokenSource({ accessToken: async () => 'token', sessionEnded: () => undefined }));

const body = { name: 'x' };
const answers =
  (status: number, text = '{}'): Transport =>
  async () =>
    new Response(text, { status });
const lostBody: Transport = async () =>
  new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('gone')) }));
const never: Transport = (_url, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

describe('how a write ended', () => {
  it('done', async () => {
    const outcome = await write(saveType, { body, transport: answers(200, '{"id":7}') });
    expect(outcome).toEqual({ kind: 'done', value: { id: 7 } });
    expect(orThrow(outcome)).toEqual({ id: 7 });
  });

  it.each<[string, Transport, 'refused' | 'unknown']>([
    ['the connection broke', () => Promise.reject(new TypeError('fetch failed')), 'unknown'],
    ['the server failed', answers(500), 'unknown'],
    ['something between failed', answers(502), 'unknown'],
    ['nobody answered in time', answers(504), 'unknown'],
    ['the system lost it', answers(502, '{"refusal":{"code":"upstream-lost"}}'), 'unknown'],
    ['it never came to the system', answers(502, '{"refusal":{"code":"upstream-unreachable"}}'), 'refused'],
    ['an undocumented pause', answers(503), 'unknown'],
    ['done, but what came of it was lost', lostBody, 'unknown'],
    ['done, but what came of it cannot be read', answers(200, '<html>'), 'unknown'],
    ['the data are wrong', answers(400), 'refused'],
    ['not signed in', answers(401), 'refused'],
    ['forbidden', answers(403), 'refused'],
    ['a clash', answers(409), 'refused'],
  ])('%s: %o', async (_case, transport, kind) => {
    const outcome = await write(saveType, { body, transport });
    expect(outcome.kind).toBe(kind);
    expect(() => orThrow(outcome)).toThrow(ApiError);
  });

  it('not known after a timeout, and after it was cancelled', async () => {
    expect(await write(saveType, { body, transport: never, timeoutMs: 10 })).toMatchObject({
      kind: 'unknown',
      error: { kind: 'timeout' },
    });
    const abort = new AbortController();
    const cancelled = write(saveType, { body, transport: never, signal: abort.signal });
    setTimeout(() => abort.abort());
    expect(await cancelled).toMatchObject({ kind: 'unknown', error: { kind: 'aborted' } });
  });

  it('nothing was done by what was never sent', async () => {
    token = () => Promise.reject(new ApiError({ kind: 'network', operation: 'session' }));
    expect(await write(saveType, { body, transport: answers(200) })).toMatchObject({
      kind: 'refused',
      error: { kind: 'network', mayBeDone: false },
    });
  });

  it('a failure that the contract names is a response', async () => {
    const command = { action: 'getSoundSettings', data: { user_id: crypto.randomUUID() } } as const;
    const away = await write(sendConnectCommand, { body: command, transport: answers(503) });
    expect(away).toMatchObject({ kind: 'refused', error: { kind: 'server', status: 503 } });
    const invitation = { name: 'x', email: 'x@example.com' };
    const kinds = [502, 503, 504].map(async (status) => {
      const outcome = await write(adminInviteUser, { body: invitation, transport: answers(status) });
      return outcome.kind;
    });
    expect(await Promise.all(kinds)).toEqual(['unknown', 'refused', 'unknown']);
  });

  it('errors that are not the server’s say nothing about the outcome', async () => {
    await expect(outcomeOf(Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  });
});
