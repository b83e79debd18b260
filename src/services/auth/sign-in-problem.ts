import { wholeCharacters } from '#contract/whole-characters.ts';
import { fields } from '#src/lib/reader.ts';
import { keptInTab } from '#src/lib/storage/kept.ts';

/** Why someone cannot sign in; the text of each says what to do (`auth.problems`). */
export type SignInProblem =
  /** The page has no encrypted address. */
  | 'insecure'
  | 'oldBrowser'
  /** Cookies or site data are blocked. */
  | 'storage'
  /** The session's cookie was given and not kept. */
  | 'cookies'
  | 'network'
  /** Too many at once. */
  | 'busy'
  /** Claritalk is away. */
  | 'claritalk'
  /** Claritalk refuses the dashboard itself. */
  | 'setup'
  /** The person, or Claritalk, said no. */
  | 'denied'
  /** Nothing is known of this sign-in any longer. */
  | 'stale'
  /** Code did not arrive. */
  | 'update'
  | 'failed';

/** A failure whose cause is known where it happens. */
export class SignInError extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'SignInError';
    this.problem = problem;
  }
}

/** What keeps this browser from signing in at this address, as far as that can be known before it is tried. */
export function obstacleToSignIn(): SignInProblem | undefined {
  if (globalThis.isSecureContext === false) return 'insecure';
  if (globalThis.crypto?.subtle === undefined) return 'oldBrowser';
  const probe = 'claritalk.signin.probe';
  if (!navigator.cookieEnabled || !keptInTab.write(probe, '1')) return 'storage';
  keptInTab.write(probe, null);
  return undefined;
}

/** Codes of OAuth (RFC 6749, 4.1.2.1 and 5.2) that mean something to a person. Others are the dashboard's mistake. */
const ofCode: Readonly<Record<string, SignInProblem>> = {
  access_denied: 'denied',
  invalid_grant: 'stale',
  temporarily_unavailable: 'claritalk',
  server_error: 'claritalk',
};

/** What an error of signing in means. */
export function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInError) return error.problem;
  const { name, message, error: code } = fieldsOf(error);
  // A response of Claritalk or the gateway, as oidc-client-ts passes it on.
  if (name === 'ErrorResponse') return ofCode[code] ?? 'setup';
  if (name === 'ErrorTimeout' || name === 'TimeoutError') return 'network';
  if (name === 'TypeError') {
    // Browsers have no error class for a module that did not arrive, nor for a request.
    if (/import|module/i.test(message)) return 'update';
    return /fetch|network|load failed/i.test(message) ? 'network' : 'failed';
  }
  // It has no error class for these.
  if (/content-type/i.test(message)) return 'claritalk';
  return /state/i.test(message) ? 'stale' : 'failed';
}

/** What else the texts mention: the page's address and the error's own words. */
export function detailsOf(error: unknown) {
  const { name, message, error: code } = fieldsOf(error);
  const { origin, host } = window.location;
  return { origin, host, code: code || name, detail: message || name || 'unknown' };
}

function fieldsOf(error: unknown) {
  const { name, message, error: code } = fields(error);
  const text = (value: unknown) => (typeof value === 'string' ? wholeCharacters(value, 200) : '');
  return { name: text(name), message: text(message), error: text(code) };
}
