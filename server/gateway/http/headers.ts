/** Security headers. Names and values follow https://owasp.org/www-project-secure-headers/. */

export type HeaderMap = Readonly<Record<string, string>>;

/** A year, and for every host below this one. */
const transportSecurity = `max-age=${365 * 24 * 60 * 60}; includeSubDomains`;

/** For data, which is never a document: a response opened in a tab can do nothing. */
export const inertPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** The policy of script files: a worker takes its policy from the file it is started with. */
export const scriptPolicy = (publicUrl: string): string =>
  `default-src 'none'; script-src ${publicUrl}/assets/; connect-src 'self'; frame-ancestors 'none'`;

/**
 * The policy of the application's document. Scripts and workers come from `/assets/` only: with plain `'self'`
 * an answer of the proxied API could be run as a script.
 *
 * @param nonce for the style elements that the components make.
 * @param inlineScripts hashes of the scripts that the build has put into the document.
 */
export function documentPolicy(publicUrl: string, nonce: string, inlineScripts: readonly string[]): string {
  const assets = `${publicUrl}/assets/`;
  return [
    "default-src 'none'",
    ['script-src', assets, ...inlineScripts.map((hash) => `'${hash}'`)].join(' '),
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

/** What the application does with the device and the browser. */
const usedFeatures = [
  'autoplay',
  'clipboard-write',
  'display-capture',
  // Recordings are made and listened to while another tab is in front.
  'media-playback-while-not-visible',
  'microphone',
  'screen-wake-lock',
];

/**
 * Everything else that a policy can switch off in Chromium, Firefox or Safari, except the `ch-…`, which are headers to
 * our own server. A browser ignores names that it does not know.
 */
const refusedFeatures = [
  'accelerometer',
  'ambient-light-sensor',
  'aria-notify',
  'battery',
  'bluetooth',
  'browsing-topics',
  'camera',
  'captured-surface-control',
  'clipboard-read',
  'compute-pressure',
  'cross-origin-isolated',
  'deferred-fetch',
  'deferred-fetch-minimal',
  'digital-credentials-create',
  'digital-credentials-get',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'interest-cohort',
  'keyboard-map',
  'language-detector',
  'language-model',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'magnetometer',
  'midi',
  'on-device-speech-recognition',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'serial',
  'speaker-selection',
  'storage-access',
  'summarizer',
  'sync-xhr',
  'translator',
  'unload',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
];

/** `Permissions-Policy`: what is used, for this origin only, and nothing else. */
export const permissionsPolicy = [
  ...usedFeatures.map((name) => `${name}=(self)`),
  ...refusedFeatures.map((name) => `${name}=()`),
].join(', ');

/** Headers of every response. HSTS only where the public address is https. */
export function commonHeaders(publicUrl: string): HeaderMap {
  return {
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Not no-referrer: some browsers then send `Origin: null`, and requests are checked by their origin.
    'referrer-policy': 'strict-origin',
    'permissions-policy': permissionsPolicy,
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': transportSecurity } : {}),
  };
}
