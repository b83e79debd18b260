import { hkdfSync } from 'node:crypto';
import { Hono } from 'hono';
import { evidenceKeyPath, indexKeyPath } from '#contract/gateway/session.ts';
import type { SessionCookie } from '../http/cookies.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { refusal } from '../http/refusal.ts';
import { fromOwnPage, ownClaim } from './own-request.ts';
import type { SessionStore } from './sessions.ts';

type KeyOf = (id: string, sessions: SessionStore) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/**
 * Keys for what a page keeps encrypted in the browser, 32 bytes each. They are derived, not stored, from a salt that only
 * the gateway has, sealed. All survive a restart and a change of the secret.
 *
 * - Of the search index, for one session: from the session's id too, which only the browser's cookie has. Once the session
 *   has ended its id is nowhere, so nobody can derive the key again.
 * - Of evidence, for one person: what they recorded can be heard after another sign-in, by nobody else.
 */
const keys: Readonly<Record<string, KeyOf>> = {
  [indexKeyPath]: async (id, sessions) => {
    const salt = await sessions.indexSalt(id);
    return salt && derived(id, salt, 'claritalk-dashboard local index v1');
  },
  [evidenceKeyPath]: async (id, sessions) => {
    const salt = await sessions.personSalt(id);
    return salt && derived('', salt, 'claritalk-dashboard evidence v1');
  },
};

const derived = (material: string, salt: Buffer, purpose: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(hkdfSync('sha256', material, salt, purpose, 32));

export interface DeviceKeyOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
}

/**
 * `POST` to one of these: the raw key for the signed-in page, which sends the session's token. A POST although it
 * changes nothing: browsers send `Origin` with it, and no cache, prefetch or address bar ever asks for it.
 */
export function deviceKeyRoutes({ publicUrl, cookie, sessions }: DeviceKeyOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  for (const [path, keyOf] of Object.entries(keys)) {
    app.post(path, async (context) => {
      const { incoming } = context.env;
      context.header('Cache-Control', 'no-store');
      fromOwnPage(incoming, publicUrl);
      const { sessionId } = await ownClaim({ cookie, sessions }, incoming);
      // A session that was sealed with another secret has ended, and its index with it.
      const key = (await sessions.find(sessionId)) && (await keyOf(sessionId, sessions));
      if (!key) throw refusal('not-signed-in', {});
      return context.body(key, 200, { 'Content-Type': 'application/octet-stream' });
    });
    app.all(path, (context) => {
      context.header('Allow', 'POST');
      return context.json({ message: 'This method is not allowed here.' }, 405);
    });
  }
  return app;
}
