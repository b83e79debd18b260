import { Hono } from 'hono';
import { issueToken } from '#contract/oauth.ts';
import type { SessionCookie } from './cookies.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { OAuthFailure } from './oauth-failure.ts';
import { isOwnPage, sourceOf } from './origin.ts';
import { type SessionStore, sessionKey, type Tokens } from './sessions.ts';
import { type OwnClient, readTokenForm, refreshTokenPlaceholder } from './token-form.ts';
import type { TokenService } from './token-service.ts';

export interface TokenRoutesOptions {
  readonly publicUrl: string;
  readonly own: OwnClient;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly service: TokenService;
}

/** `POST /oauth/token`, `GET /session` and `DELETE /session`. */
export function tokenRoutes(options: TokenRoutesOptions): Hono<GatewayEnv> {
  const { publicUrl, own, cookie, sessions, service } = options;
  const app = new Hono<GatewayEnv>();
  app.use(async (context, next) => {
    context.header('Cache-Control', 'no-store');
    context.header('Pragma', 'no-cache');
    await next();
  });

  app.post('/oauth/token', async (context) => {
    const { incoming } = context.env;
    try {
      if (!isOwnPage(sourceOf(incoming.headers), publicUrl)) {
        throw new OAuthFailure(403, 'access_denied', 'Only the dashboard’s own pages may ask for tokens.');
      }
      if (incoming.url?.includes('?')) {
        throw new OAuthFailure(400, 'invalid_request', 'Parameters belong into the body.');
      }
      const form = readTokenForm(await readForm(context.req.raw), own);
      const id = cookie.read(incoming.headers.cookie);
      if (form.grant === 'refresh_token') return context.json(tokenBody(await service.renew(id)));
      const signedIn = await service.signIn(form.code, form.codeVerifier, own.redirectUri, id);
      context.header('Set-Cookie', cookie.issue(signedIn.id));
      return context.json(tokenBody(signedIn.tokens));
    } catch (error) {
      if (!(error instanceof OAuthFailure)) throw error;
      if (error.endsSession) context.header('Set-Cookie', cookie.clear());
      if (error.retryAfter) context.header('Retry-After', error.retryAfter);
      return context.json(error.body, error.status as 400);
    }
  });

  app.get('/session', (context) => {
    const id = cookie.read(context.env.incoming.headers.cookie);
    const session = id === undefined ? undefined : sessions.find(id);
    const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
    return context.json({
      signedIn: session !== undefined,
      since: instant(session?.since),
      until: instant(session?.until),
      // How many the person has; null where that cannot be told, and so not be ended either.
      sessions: id === undefined ? 0 : (sessions.count(id) ?? null),
    });
  });

  app.delete('/session', (context) => {
    const { headers } = context.env.incoming;
    if (!isOwnPage(sourceOf(headers), publicUrl)) {
      return context.json({ message: 'Only the dashboard’s own pages may sign out.' }, 403);
    }
    const id = cookie.read(headers.cookie);
    if (id !== undefined) sessions.end(sessionKey(id));
    context.header('Set-Cookie', cookie.clear());
    return context.body(null, 204);
  });

  const notAllowed = (allow: string) => () =>
    Response.json({ message: 'This method is not allowed here.' }, { status: 405, headers: { allow } });
  app.all('/oauth/token', notAllowed('POST'));
  app.all('/session', notAllowed('GET, DELETE'));
  return app;
}

const tokenBody = (tokens: Tokens) => ({
  token_type: 'Bearer',
  expires_in: Math.max(0, Math.floor((tokens.accessExpiresAt - Date.now()) / 1000)),
  access_token: tokens.accessToken,
  refresh_token: refreshTokenPlaceholder,
});

async function readForm(request: Request): Promise<string> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(\s*;\s*charset=utf-8)?$/i.test(type)) {
    throw new OAuthFailure(400, 'invalid_request', 'The body must be a URL-encoded form.');
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Counted as it comes: a declared length may be absent.
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > issueToken.maxBodyBytes)
      throw new OAuthFailure(413, 'invalid_request', 'The form is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
