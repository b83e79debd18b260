/** Security headers. Names and values follow https://owasp.org/www-project-secure-headers/. */

export type HeaderMap = Readonly<Record<string, string>>;

const oneYearSeconds = 365 * 24 * 60 * 60;

/** For what is data and never a document: an answer opened in a tab can do nothing. */
export const inertPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** The policy of script files: a worker takes its own from the file it is started with. */
export const scriptPolicy = (publicUrl: string): string =>
  `default-src 'none'; script-src ${publicUrl}/assets/; connect-src 'self'; frame-ancestors 'none'`;

/**
 * The policy of the application's document. Scripts and workers come from `/assets/` only: with plain `'self'`
 * an answer of the proxied API could be run as a script.
 *
 * @param nonce for the style elements that the components make.
 */
export function documentPolicy(publicUrl: string, nonce: string): string {
  const assets = `${publicUrl}/assets/`;
  return [
    "default-src 'none'",
    `script-src ${assets}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    `worker-src ${assets}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

const refusedFeatures = [
  'accelerometer',
  'camera',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
];

/** Headers of every answer. HSTS only where the public address is https. */
export function commonHeaders(publicUrl: string): HeaderMap {
  const permissions = ['microphone=(self)', 'display-capture=(self)', 'screen-wake-lock=(self)'];
  return {
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Not no-referrer: some browsers then send `Origin: null`, and the origin is what requests are checked by.
    'referrer-policy': 'strict-origin',
    'permissions-policy': [...permissions, ...refusedFeatures.map((name) => `${name}=()`)].join(', '),
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${oneYearSeconds}` } : {}),
  };
}
