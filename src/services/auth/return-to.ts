const base = 'https://dashboard.invalid';

/**
 * A path of this application to return to after signing in, or `/` for anything else: other origins, whatever a
 * browser takes for one (`//`, back-slashes, tabs, dots that leave two slashes behind), and the sign-in pages
 * themselves, however they are spelt.
 */
export function safeReturnTo(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  try {
    const url = new URL(value, base);
    const { pathname, search, hash } = url;
    const path = pathname + search + hash;
    // Read again it must still say the same: `/.//evil.example` is `//evil.example` by now.
    const isOurs = url.origin === base && new URL(path, base).href === url.href;
    // The router makes one slash of two.
    return isOurs && !pathname.includes('//') && !isSignIn(pathname) ? path : '/';
  } catch {
    return '/';
  }
}

/** As the router reads a path: decoded, whatever its case and its last slash. @throws URIError */
function isSignIn(pathname: string): boolean {
  const [first] = decodeURIComponent(pathname).toLowerCase().split('/').filter(Boolean);
  return first === 'auth' || first === 'sign-in';
}
