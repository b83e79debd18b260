import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import type { Session } from './session.ts';
import { given, type Reply, SessionGateway, token } from './testing/session-gateway.ts';

let gateway: SessionGateway;
let session: Session;
let heard: string[];

beforeEach(async () => {
  vi.stubGlobal('localStorage', fakeStorage());
  gateway = await SessionGateway.start();
  session = gateway.page();
  gateway.replies = [token('one')];
  await session.renew();
  heard = [];
  session.subscribe(() => heard.push(session.getSnapshot()));
});

afterEach(() => {
  session.close();
  gateway.stop();
  vi.unstubAllGlobals();
});

const replies: [string, Reply][] = [
  ['that there is no session', { status: 400 }],
  ['that it was ended everywhere', { status: 400, body: { error: 'access_denied' } }],
  ['a token', token('two')],
];

/** A renewal that the gateway has begun and does not answer before it is told to. */
async function renewalUnderWay(reply: Reply) {
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.replies = [{ ...reply, after: promise }];
  const before = gateway.requests.length;
  const renewed = session.renew();
  await expect.poll(() => gateway.requests.length).toBe(before + 1);
  return async () => {
    resolve();
    return renewed;
  };
}

describe.each(replies)('a renewal is answered late, with %s', (_name, reply) => {
  it('and a person who has signed out stays so', async () => {
    const answer = await renewalUnderWay(reply);
    session.signOut();
    expect(await answer()).toBeUndefined();
    expect(heard).toEqual(['signed-out']);
    expect(session.hasLeft()).toBe(true);
    expect({ ...localStorage }).toEqual({ 'claritalk.signing-out': '1' });
  });

  it('and what another person has begun since is theirs', async () => {
    const answer = await renewalUnderWay(reply);
    const other = gateway.page();
    other.adopt(given('noras', 'nora'));
    await expect.poll(() => heard).toEqual(['replaced']);
    expect(await answer()).toBeUndefined();
    expect(heard).toEqual(['replaced']);
    expect({ ...localStorage }).toEqual({ 'claritalk.session': '1 nora' });
    other.close();
  });
});

it.each(replies.slice(0, 2))(
  'is asked again when the same person has signed in since: %s',
  async (_name, reply) => {
    const answer = await renewalUnderWay(reply);
    const other = gateway.page();
    const { generation } = session;
    other.adopt(given('two'));
    await expect.poll(() => session.generation).toBe(generation + 1);
    gateway.replies = [token('two')];
    expect(await answer()).toBe('two');
    expect([...new Set(heard)]).toEqual(['signed-in']);
    other.close();
  },
);
