import type { IncomingMessage } from 'node:http';
import { Hono } from 'hono';
import { issueToken, tokenPath } from '#contract/claritalk/oauth.ts';
import {
  type SessionState,
  type SessionTokenFields,
  sessionPath,
  signInPath,
} from '#contract/gateway/session.ts';
import type { SessionCookie } from '../http/cookies.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { isOwnPage, sourceOf } from '../http/origin.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';
import { OAuthFailure } from './oauth-failure.ts';
import { fromOwnPage } from './own-request.ts';
import { type SessionStore, sessionKey } from './sessions.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { type OwnClient, readTokenForm, refreshTokenPlaceholder } from './token-form.ts';
import type { HandedToken, TokenService } from './token-service.ts';

export interface TokenRoutesOptions {
  readonly publicUrl: string;
  readonly own: OwnClient;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly service: TokenService;
  readonly guard: SignInGuard;
}

/** A form is one packet. */
const formLimits = { maxBytes: issueToken.maxBodyBytes, withinMs: 10_000 };

/** `POST /oauth/token`, `POST /session/sign-in`, `GET /session` and `DELETE /session`. */
export function tokenRoutes(options: TokenRoutesOptions): Hono<GatewayEnv> {
  const { publicUrl, own, cookie, sessions, service, guard } = options;
  const app = new Hono<GatewayEnv>();
  app.use(async (context, next) => {
    context.header('Cache-Control', 'no-store');
    context.header('Pragma', 'no-cache');
    await next();
  });

  app.post(tokenPath, async (context) => {
    const { incoming } = context.env;
    try {
      if (!isOwnPage(sourceOf(incoming.headers), publicUrl)) {
        throw new OAuthFailure(403, 'access_denied', 'Only the dashboard’s own pages may ask for tokens.');
      }
      if (incoming.url?.includes('?')) {
        throw new OAuthFailure(400, 'invalid_request', 'Parameters belong into the body.');
      }
      const form = readTokenForm(await readForm(incoming), own);
      const id = cookie.read(incoming.headers.cookie);
      if (form.grant === 'refresh_token') return context.json(tokenBody(await service.renew(id)));
      const use = await guard.claim(incoming.headers.cookie);
      const signedIn = await service.signIn({ ...form, redirectUri: own.redirectUri }, use, id);
      context.header('Set-Cookie', cookie.issue(signedIn.id));
      context.header('Set-Cookie', guard.recognise(signedIn.subjectKey), { append: true });
      return context.json(tokenBody(signedIn));
    } catch (error) {
      if (!(error instanceof OAuthFailure)) throw error;
      if (error.endsSession) context.header('Set-Cookie', cookie.clear());
      // The rest of the form may still arrive.
      if (!incoming.complete) context.header('Connection', 'close');
      if (error.retryAfter) context.header('Retry-After', error.retryAfter);
      // Hono has a type for all statuses with a body; which one it is makes no difference here.
      return context.json(error.body, error.status as 400);
    }
  });

  app.post(signInPath, (context) => {
    fromOwnPage(context.env.incoming, publicUrl);
    context.header('Set-Cookie', guard.begin());
    return context.body(null, 204);
  });

  app.get(sessionPath, async (context) => {
    const { incoming } = context.env;
    fromOwnPage(incoming, publicUrl);
    const { cookie: cookies } = incoming.headers;
    const id = cookie.read(cookies);
    const session = id === undefined ? undefined : await sessions.find(id);
    const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
    const state: SessionState = {
      signedIn: session !== undefined,
      since: instant(session?.since),
      until: instant(session?.until),
      // How many the person has; null where that is unknown, so they cannot be ended either.
      sessions: id === undefined ? 0 : ((await sessions.count(id)) ?? null),
      signInBegun: guard.hasBegun(cookies),
      subjectKey: session?.subjectKey ?? null,
    };
    return context.json(state);
  });

  app.delete(sessionPath, async (context) => {
    const { incoming } = context.env;
    fromOwnPage(incoming, publicUrl);
    const id = cookie.read(incoming.headers.cookie);
    if (id !== undefined) await sessions.end(sessionKey(id));
    context.header('Set-Cookie', cookie.clear());
    return context.body(null, 204);
  });

  const notAllowed = (allow: string) => () =>
    Response.json({ message: 'This method is not allowed here.' }, { status: 405, headers: { allow } });
  app.all(tokenPath, notAllowed('POST'));
  app.all(signInPath, notAllowed('POST'));
  app.all(sessionPath, notAllowed('GET, DELETE'));
  return app;
}

const tokenBody = ({ accessToken, lastsMs, subjectKey }: HandedToken) => ({
  token_type: 'Bearer',
  expires_in: Math.max(0, Math.floor(lastsMs / 1000)),
  access_token: accessToken,
  refresh_token: refreshTokenPlaceholder,
  ...({ subjectKey } satisfies SessionTokenFields),
});

/** Whether a `Content-Type` is a URL-encoded form in UTF-8. */
export const isFormType = (contentType: string): boolean =>
  /^application\/x-www-form-urlencoded(\s*;\s*charset=utf-8)?$/i.test(contentType);

async function readForm(request: IncomingMessage): Promise<string> {
  if (!isFormType(request.headers['content-type'] ?? '')) {
    throw new OAuthFailure(400, 'invalid_request', 'The body must be a URL-encoded form.');
  }
  try {
    return (await readBody(request, formLimits)).toString('utf8');
  } catch (error) {
    if (error instanceof Refusal) throw new OAuthFailure(error.status, 'invalid_request', error.message);
    throw error;
  }
}
