import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Leases, leasesIn } from '../../data/leases.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { workPlan } from '../../data/work-plan.ts';
import { defaultTimeouts, type UpstreamClient } from '../../upstreams/client.ts';
import { createLogger } from '../http/log.ts';
import { ownLimits } from '../scheduling/open-limits.ts';
import { Seal } from './sealed.ts';
import { sessionPlan } from './session-tables.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';
import { TokenBudget } from './token-budget.ts';
import { TokenService } from './token-service.ts';

interface TestGateway {
  readonly sessions: SessionStore;
  readonly leases: Leases;
  readonly service: TokenService;
}

describe.each(engines)('renewals of one session by several requests on %s', (engine) => {
  const place = emptyPlace(engine);
  /** Refresh tokens that Claritalk was sent, and the one that it would accept next. */
  let sent: string[];
  let accepted: string;
  let answerMs = 20;
  /** Whether the next answer is lost, though Claritalk has renewed. */
  let isLost = false;

  /** Passport: the refresh token is worthless once it was used. */
  const upstream = {
    timeouts: defaultTimeouts,
    async request({ body }: { body: string }) {
      const token = new URLSearchParams(body).get('refresh_token') ?? '';
      sent.push(token);
      const isGood = token === accepted;
      if (isGood) accepted = `refresh-${sent.length}`;
      const answer = isGood
        ? {
            token_type: 'Bearer',
            expires_in: 3600,
            access_token: `access-${sent.length}`,
            refresh_token: accepted,
          }
        : { error: 'invalid_grant' };
      await new Promise((resolve) => setTimeout(resolve, answerMs));
      if (isLost) {
        isLost = false;
        throw new Error('socket hang up');
      }
      const bytes = Buffer.from(JSON.stringify(answer));
      return { statusCode: isGood ? 200 : 400, headers: {}, body: Readable.from([bytes]) };
    },
  } as unknown as UpstreamClient;

  async function gateway(): Promise<TestGateway> {
    const databases = place.open();
    const sessions = await openSessionStore(await databases.open(sessionPlan), new Seal('secret'), 30);
    const leases = leasesIn(await databases.open(workPlan));
    const endpoint = { upstream, budget: new TokenBudget({ perMinute: 6_000 }) };
    const credentials = { clientId: 'id', clientSecret: 'secret' };
    const log = createLogger('silent');
    return {
      sessions,
      leases,
      service: new TokenService({ endpoint, credentials, sessions, leases, limits: ownLimits(), log }),
    };
  }

  async function start(): Promise<{ gateways: TestGateway[]; id: string }> {
    const first = await gateway();
    const second = engine === 'postgres' ? await gateway() : first;
    [sent, accepted, answerMs, isLost] = [[], 'refresh-0', 20, false];
    const tokens = { accessToken: 'access-0', accessExpiresAt: Date.now() - 1, refreshToken: accepted };
    return { gateways: [first, second], id: await first.sessions.create(tokens) };
  }

  test('Claritalk is asked once, and all get the same token', async () => {
    const { gateways, id } = await start();
    const asked = Array.from({ length: 12 }, (_, at) => gateways[at % 2]!.service.renew(id));
    const tokens = (await Promise.all(asked)).map(({ accessToken }) => accessToken);
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(sent).toEqual(['refresh-0']);
  });

  test('again and again, each time with the token that is valid then', async () => {
    const { gateways, id } = await start();
    for (let round = 1; round <= 4; round += 1) {
      const { accessToken = '' } = (await gateways[0]!.sessions.find(id)) ?? {};
      await gateways[1]!.sessions.refuse(id, accessToken);
      const all = await Promise.all([0, 1, 0, 1].map((at) => gateways[at]!.service.renew(id)));
      expect(new Set(all.map((one) => one.accessToken))).toEqual(new Set([`access-${round}`]));
    }
    expect(sent).toEqual(['refresh-0', 'refresh-1', 'refresh-2', 'refresh-3']);
  });

  test('a gateway that died in the middle keeps the others waiting for as long as Claritalk may take, not for good', async () => {
    const { gateways, id } = await start();
    const { key = '' } = (await gateways[0]!.sessions.find(id)) ?? {};
    await gateways[0]!.leases.take(`renewal of ${key}`, 700);
    expect((await gateways[1]!.service.renew(id)).accessToken).toBe('access-1');
    expect(sent).toEqual(['refresh-0']);
  });

  test('a page that lost the answer gets the same token from any of them, and Claritalk is not asked again', async () => {
    const { gateways, id } = await start();
    await gateways[0]!.service.renew(id);
    expect((await gateways[1]!.service.renew(id)).accessToken).toBe('access-1');
    expect(sent).toEqual(['refresh-0']);
  });

  test('an answer of Claritalk that was lost cannot be had again: the session ends when it is known, not before', async () => {
    const { gateways, id } = await start();
    isLost = true;
    await expect(gateways[0]!.service.renew(id)).rejects.toMatchObject({ endsSession: false });
    expect(await gateways[1]!.sessions.find(id)).toBeDefined();
    await expect(gateways[1]!.service.renew(id)).rejects.toMatchObject({ endsSession: true });
    expect(await gateways[0]!.sessions.find(id)).toBeUndefined();
    expect(sent).toEqual(['refresh-0', 'refresh-0']);
  });
});
