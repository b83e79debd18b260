import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request that say where it comes from. */
export interface RequestSource {
  readonly origin: string | undefined;
  readonly site: string | undefined;
  readonly destination: string | undefined;
}

export function sourceOf(headers: IncomingHttpHeaders): RequestSource {
  const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : value);
  return {
    origin: headers.origin,
    site: text(headers['sec-fetch-site']),
    destination: text(headers['sec-fetch-dest']),
  };
}

/**
 * Whether a request that changes the session comes from one of our pages. Browsers always send `Origin` with POST and
 * DELETE; `Sec-Fetch-Site` is newer, so it may be absent but must not contradict.
 */
export const isOwnPage = (source: RequestSource, publicUrl: string): boolean =>
  source.origin === publicUrl && (source.site ?? 'same-origin') === 'same-origin';

/**
 * Whether a request for data is a script's own request: not another site's, and not the loading of a script, style,
 * frame or document (a response of the API must never become one of these).
 */
export const isOwnData = (source: RequestSource, publicUrl: string): boolean =>
  !isForeign(source, publicUrl) && (source.destination ?? 'empty') === 'empty';

/** Whether a browser says that the request comes from another site's page. Programs say nothing of the kind. */
export const isForeign = ({ origin, site }: RequestSource, publicUrl: string): boolean =>
  (origin ?? publicUrl) !== publicUrl || !['same-origin', 'none'].includes(site ?? 'none');

/**
 * Whether there is exactly one `Host` and it is ours, against DNS rebinding: the public host, or a loopback
 * name with the port that the gateway or its public address has.
 */
export function isOwnHost(rawHeaders: readonly string[], publicUrl: string, port: number): boolean {
  // Names and values alternate.
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host');
  const host = hosts[0]?.toLowerCase();
  if (hosts.length !== 1 || host === undefined) return false;
  const url = new URL(publicUrl);
  const publicPort = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === url.host || host === `${url.hostname}:${publicPort}`) return true;
  return isLoopback(host.replace(/:\d+$/, '')) && [`${port}`, publicPort].includes(portOf(host));
}

const portOf = (host: string) => /:(\d+)$/.exec(host)?.[1] ?? '80';

export const isLoopback = (hostname: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
