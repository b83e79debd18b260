import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type ClientConfig, configPlaceholder, noncePlaceholder } from '#contract/gateway/client-config.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { documentPolicy, inertPolicy, scriptPolicy } from '../http/headers.ts';
import { escapeAttribute } from '../http/html.ts';
import { Refusal } from '../http/refusal.ts';
import { type Asset, acceptedEncodings, chooseEncoding } from './assets.ts';

/** Roots that are never a page of the application, even when nothing is found under them. */
const reserved = /^\/(api|admin|oauth|session|healthz|assets)(\/|$)/i;

/**
 * Every character that an address may have except the dot, which marks a file. The application says, in the person's
 * language, what is not a page after all.
 */
const pagePath = /^(\/[A-Za-z0-9_~%!$&'()*+,;=:@-]+)+\/?$/;

const zip = promisify(gzip);

/** Serves the built application: files by their exact path, and its document for every page address. */
export function staticRoutes(
  assets: ReadonlyMap<string, Asset>,
  publicUrl: string,
  config: ClientConfig,
): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  const document = assets.get('/index.html')?.plain.toString('utf8');
  const configured = document?.replaceAll(configPlaceholder, escapeAttribute(JSON.stringify(config)));
  const inlineScripts = hashesOfScripts(document ?? '');

  const page = async (acceptEncoding: string | undefined) => {
    if (configured === undefined) {
      throw new Refusal(503, 'The application has not been built.', {}, { person: { cause: 'notBuilt' } });
    }
    const nonce = randomBytes(16).toString('base64url');
    const text = configured.replaceAll(noncePlaceholder, nonce);
    const zips = acceptedEncodings(acceptEncoding)('gzip');
    return new Response(zips ? new Uint8Array(await zip(text)) : text, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': documentPolicy(publicUrl, nonce, inlineScripts),
        vary: 'Accept-Encoding',
        ...(zips ? { 'content-encoding': 'gzip' } : {}),
      },
    });
  };

  // An SVG opened on its own is a document.
  const policyOf = (asset: Asset) =>
    asset.type.startsWith('text/javascript') ? scriptPolicy(publicUrl) : inertPolicy;

  app.get('*', (context) => {
    const { headers, url = '' } = context.env.incoming;
    // The raw path: Hono's has `..` resolved and percent signs decoded.
    const path = url.split('?', 1)[0] ?? '';
    const encodings = headers['accept-encoding'];
    if (path === '/' || path === '/index.html') return page(encodings);
    const asset = assets.get(path);
    if (asset) {
      send(context.env.outgoing, asset, headers, policyOf(asset));
      return RESPONSE_ALREADY_SENT;
    }
    return pagePath.test(path) && !reserved.test(path) ? page(encodings) : context.notFound();
  });
  return app;
}

/** Returns how a policy refers to scripts in the built document itself (CSP 3, section 6.7.3.3). */
function hashesOfScripts(document: string): string[] {
  // Vite gives every element a nonce; scripts are allowed by their hash, not by that.
  const opening = `<script nonce="${noncePlaceholder}">`;
  const texts = document
    .split(opening)
    .slice(1)
    .map((rest) => rest.split('</script>', 1)[0] ?? '');
  return texts.map((text) => `sha256-${createHash('sha256').update(text).digest('base64')}`);
}

/** Sends the bytes that are in memory: any number of slow clients need no copies of them. */
function send(
  response: ServerResponse,
  asset: Asset,
  { 'accept-encoding': acceptEncoding, 'if-none-match': ifNoneMatch }: IncomingHttpHeaders,
  policy: string,
): void {
  const encoding = chooseEncoding(asset, acceptEncoding);
  const tag = `"${asset.etag}-${encoding}"`;
  const headers = {
    'content-type': asset.type,
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
    etag: tag,
    'content-security-policy': policy,
  };
  if (hasTag(ifNoneMatch, tag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body =
    (encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : undefined) ?? asset.plain;
  response
    .writeHead(200, {
      ...headers,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'content-length': body.length,
    })
    .end(body);
}

/**
 * Whether an `If-None-Match` names our tag, or `*`. Compared weakly (RFC 9110, section 13.1.2): whatever compresses
 * along the way makes a tag weak. Takes linear time whatever the header is.
 */
export const hasTag = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((item) => {
    const text = item.trim();
    return text === '*' || text === tag || text === `W/${tag}`;
  });
