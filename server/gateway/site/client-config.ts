import { authorizePath } from '#contract/claritalk/oauth.ts';
import type { ClientConfig } from '#contract/gateway/client-config.ts';
import type { GatewayOptions } from '../gateway-options.ts';

/** What the page has to know about the gateway. */
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
