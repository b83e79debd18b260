import type { ClientConfig } from '#contract/gateway/client-config.ts';

let config: ClientConfig | undefined;

/**
 * What the gateway tells this page about itself: it is written into the document, so it costs no request.
 * @throws Error when the page was not served by the gateway.
 */
export function clientConfig(): ClientConfig {
  config ??= readConfig();
  return config;
}

function readConfig(): ClientConfig {
  const content = document.querySelector('meta[name="claritalk-config"]')?.getAttribute('content');
  if (!content?.startsWith('{')) throw new Error('This page was not served by the Claritalk gateway.');
  // The gateway writes it by its schema, and the page carries none.
  return JSON.parse(content) as ClientConfig;
}
