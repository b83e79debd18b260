import type { Context } from 'hono';
import type { FileKind } from '#contract/gateway/file-kind.ts';
import { attachmentKinds } from '#contract/gateway/shared-files.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { inertPolicy } from '../../http/headers.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Limits } from '../../scheduling/limits.ts';
import { encoded } from '../media/file-types.ts';
import type { FetchedFile, SharedFileStore } from './shared-file-store.ts';

/** Links that do not work, tried by anyone: nobody finds one of 256 bits, and guessing is not to cost more than this. */
const missesPerMinute = 120;

/** For whoever cannot read the real one. */
const plainName = (type: FileKind) =>
  type === 'application/pdf' ? 'minutes.pdf' : `file.${attachmentKinds[type][0]}`;

/** For every reason the same: whoever tries a link does not learn whether it ever worked. */
const gone = () =>
  new Refusal(404, 'This document is not available.', {}, { person: { cause: 'documentGone' } });

/** Returns the headers of a file: always a download, found by no search engine, kept by nobody on the way. */
export const sharedFileHeaders = ({
  name,
  type,
  content,
}: FetchedFile): Readonly<Record<string, string>> => ({
  'content-type': type,
  'content-length': String(content.length),
  'content-disposition': `attachment; filename="${plainName(type)}"; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': inertPolicy,
  'cache-control': 'no-store',
  'accept-ranges': 'none',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
});

/**
 * `GET /shared/<id>`. Every response with the file in it counts, whoever asks: messengers fetch attachments under the
 * same names as they fetch previews, and a name is easily claimed. That is why a link works twenty times. `HEAD` and
 * what a browser fetches in advance get nothing, and count for nothing.
 */
export function serveSharedFile(store: SharedFileStore, limits: Limits) {
  const misses = limits.of({ name: 'missed links', requests: missesPerMinute, comesBack: 'at-once' });
  return async (context: Context<GatewayEnv>): Promise<Response> => {
    const { method, headers } = context.env.incoming;
    const link = context.req.param('link') ?? '';
    const isInAdvance = /prefetch|prerender|preview/i.test(
      String(headers['sec-purpose'] ?? headers.purpose ?? headers['x-purpose'] ?? ''),
    );
    if (isInAdvance) throw new Refusal(503, 'Not in advance.', { 'retry-after': '1' });
    const isHead = method === 'HEAD';
    const file = isHead ? await store.look(link) : await store.fetch(link);
    if (!file) {
      const wait = await misses.take('');
      throw wait > 0 ? new Refusal(429, 'Too many requests.', { 'retry-after': String(wait) }) : gone();
    }
    const body = isHead ? null : new Uint8Array(file.content);
    return new Response(body, { headers: sharedFileHeaders(file) });
  };
}
