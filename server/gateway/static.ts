import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { type ClientConfig, configPlaceholder, noncePlaceholder } from '#contract/client-config.ts';
import { type Asset, chooseEncoding } from './assets.ts';
import { escapeAttribute } from './document.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { documentPolicy, inertPolicy, scriptPolicy } from './headers.ts';

/** Roots that are never a page of the application, even when nothing is found under them. */
const reserved = /^\/(api|admin|oauth|session|healthz|assets)(\/|$)/i;

/**
 * Every character that an address may have but the dot, which marks a file. What is not a page after all is
 * told by the application, in the person's language.
 */
const pagePath = /^(\/[A-Za-z0-9_~%!$&'()*+,;=:@-]+)+\/?$/;

/** Serves the built application: files by their exact path, and its document for every page address. */
export function staticRoutes(
  assets: ReadonlyMap<string, Asset>,
  publicUrl: string,
  config: ClientConfig,
): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  const document = assets.get('/index.html')?.plain.toString('utf8');
  const configured = document?.replaceAll(configPlaceholder, escapeAttribute(JSON.stringify(config)));

  const page = () => {
    if (configured === undefined) {
      return Response.json({ message: 'The application has not been built.' }, { status: 503 });
    }
    const nonce = randomBytes(16).toString('base64url');
    return new Response(configured.replaceAll(noncePlaceholder, nonce), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': documentPolicy(publicUrl, nonce),
      },
    });
  };

  // An SVG opened by itself is a document.
  const policyOf = (asset: Asset) =>
    asset.type.startsWith('text/javascript') ? scriptPolicy(publicUrl) : inertPolicy;

  app.get('*', (context) => {
    const { headers, url = '' } = context.env.incoming;
    // The raw path: Hono's own has `..` resolved and percent signs decoded.
    const path = url.split('?', 1)[0] ?? '';
    if (path === '/' || path === '/index.html') return page();
    const asset = assets.get(path);
    if (asset) return send(asset, headers['accept-encoding'], headers['if-none-match'], policyOf(asset));
    return pagePath.test(path) && !reserved.test(path) ? page() : context.notFound();
  });
  return app;
}

function send(
  asset: Asset,
  acceptEncoding: string | undefined,
  ifNoneMatch: string | undefined,
  policy: string,
): Response {
  const encoding = chooseEncoding(asset, acceptEncoding);
  const headers = new Headers({
    'content-type': asset.type,
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
    etag: `"${asset.etag}-${encoding}"`,
    'content-security-policy': policy,
  });
  if (ifNoneMatch?.split(/\s*,\s*/).includes(`"${asset.etag}-${encoding}"`)) {
    return new Response(null, { status: 304, headers });
  }
  const body =
    (encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : undefined) ?? asset.plain;
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  headers.set('content-length', String(body.length));
  return new Response(new Uint8Array(body), { headers });
}
