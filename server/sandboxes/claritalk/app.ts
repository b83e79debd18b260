import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { authorizePath, tokenPath } from '#contract/claritalk/oauth.ts';
import { ApiError } from '../lib/errors.ts';
import type { NodeTypes } from '../lib/node-types.ts';
import { createDispatch } from './dispatch.ts';
import { handlers } from './handlers.ts';
import { createHelpers } from './helpers.ts';
import { createAuthorize } from './oauth/authorize.ts';
import { createDecision, createLogin } from './oauth/forms.ts';
import { accountList, page } from './oauth/page.ts';
import { createTokenEndpoint } from './oauth/token-endpoint.ts';
import type { Services } from './services.ts';

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const jsonError = (status: number, message: string, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify({ message }), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private', ...headers },
  });

const home = () =>
  page(
    'Welcome',
    html`<h1>Claritalk sandbox</h1>
<p class="note">A local stand-in for Claritalk with made-up data. Nothing here leaves this machine.</p>
<p>The API answers under <code>/api</code>, OAuth under <code>/oauth</code>, connected systems under <code>/systems</code>,
helpers under <code>/sandbox</code>.</p>
<p class="soft">Accounts:</p>${accountList()}`,
  );

/** The path without its query, cut short: what a log line may show. */
const loggedPath = (context: Context<NodeTypes>) =>
  (context.env.incoming.url ?? '').split('?')[0]?.slice(0, 200) ?? '';

/** All routes of the sandbox. */
export function createApp(services: Services): Hono<NodeTypes> {
  const { log } = services.settings;
  const app = new Hono<NodeTypes>();
  app.use(async (context, next) => {
    const started = performance.now();
    await next();
    log(
      JSON.stringify({
        at: new Date().toISOString(),
        method: context.req.method,
        path: loggedPath(context),
        operation: context.get('operation'),
        caller: context.get('caller'),
        status: context.env.incoming.socket.destroyed ? 'dropped' : context.res.status,
        ms: Math.round(performance.now() - started),
      }),
    );
  });
  app.use(async (context, next) => {
    // A page elsewhere could reach this server under a name of its own (DNS rebinding).
    if (!localHost.test(context.req.header('host') ?? '')) throw new ApiError(421, 'Unknown host.');
    await next();
  });
  app.onError((error, context) => {
    if (error instanceof ApiError) {
      return jsonError(error.status, error.message, { ...context.get('limits'), ...error.headers });
    }
    // The client went away while its body was read: nobody's mistake here, and nobody reads the answer.
    if (context.env.incoming.destroyed && !context.env.incoming.complete) {
      return jsonError(400, 'The request was cut off.');
    }
    log(JSON.stringify({ at: new Date().toISOString(), error: error.stack ?? String(error) }));
    return jsonError(500, 'Server Error');
  });
  app.notFound(() => jsonError(404, 'The route could not be found.'));
  app.get('/', home);
  app.get('/healthz', (context) => context.json({ status: 'ok', sandbox: true }));
  app.get(authorizePath, createAuthorize(services));
  app.post(authorizePath, createDecision(services));
  app.post('/login', createLogin(services));
  app.post(tokenPath, createTokenEndpoint(services));
  app.route('/sandbox', createHelpers(services));
  app.all('/api/*', createDispatch(services, handlers));
  app.all('/systems/*', (context) => services.systems.answer(context));
  for (const [path, allow] of otherMethods) {
    app.all(path, () => jsonError(405, 'The method is not supported for this route.', { Allow: allow }));
  }
  return app;
}

const otherMethods: readonly (readonly [string, string])[] = [
  ['/healthz', 'GET, HEAD'],
  [authorizePath, 'GET, HEAD, POST'],
  ['/login', 'POST'],
  [tokenPath, 'POST'],
  ['/sandbox/faults', 'GET, HEAD, POST, DELETE'],
  ['/sandbox/expire-tokens', 'POST'],
  ['/sandbox/reset-rate-limits', 'POST'],
  ['/sandbox/communicated', 'GET, HEAD'],
  ['/sandbox/switches', 'POST'],
  ['/sandbox/systems/:system', 'POST'],
  ['/sandbox/meetings/:id/audio', 'GET, HEAD'],
];
