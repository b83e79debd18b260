import type { ClientConfig } from '#contract/client-config.ts';
import { authorizePath } from '#contract/oauth.ts';
import type { GatewayOptions } from './gateway-options.ts';

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Escapes text for a quoted HTML attribute. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&"'<>]/g, (character) => attributeEscapes[character] ?? '');

/** What the page has to know of the gateway. */
export const clientConfigOf = (
  options: Pick<
    GatewayOptions,
    | 'claritalk'
    | 'serviceAccount'
    | 'scope'
    | 'uploadChunkBytes'
    | 'indexRequestsPerMinute'
    | 'liveUpdates'
    | 'sandbox'
    | 'version'
  >,
): ClientConfig => ({
  authorizeUrl: options.claritalk.url + authorizePath,
  clientId: options.claritalk.clientId,
  scope: options.scope,
  chunkBytes: options.uploadChunkBytes,
  indexRequestsPerMinute: options.indexRequestsPerMinute,
  live: options.liveUpdates,
  administration: options.serviceAccount !== undefined,
  sandbox: options.sandbox,
  version: options.version,
});
