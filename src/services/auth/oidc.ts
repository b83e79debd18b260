/**
 * Sign-in with the authorization code flow and PKCE. Loaded only when someone signs in: renewing a session
 * needs none of it (see session.ts and docs/decisions).
 */
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { sessionPath, signInPath } from '#contract/gateway/session.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { learningTime } from '#src/lib/clock.ts';
import { fields } from '#src/lib/reader.ts';
import { readSessionState } from './read-session-state.ts';
import { safeReturnTo } from './return-to.ts';
import { session } from './session.ts';
import { lastSubject } from './session-memory.ts';
import { SignInError } from './sign-in-problem.ts';

/** What travels through the sign-in: where to go back to, and whether this window closes afterwards. */
interface SignInState {
  readonly returnTo: string;
  readonly popup: boolean;
}

let manager: UserManager | undefined;

function userManager(): UserManager {
  const config = clientConfig();
  const { origin } = window.location;
  manager ??= new UserManager({
    authority: new URL(config.authorizeUrl).origin,
    client_id: config.clientId,
    redirect_uri: `${origin}/auth/callback`,
    scope: config.scope,
    metadata: {
      issuer: new URL(config.authorizeUrl).origin,
      authorization_endpoint: config.authorizeUrl,
      token_endpoint: `${origin}/oauth/token`,
    },
    loadUserInfo: false,
    monitorSession: false,
    automaticSilentRenew: false,
    silent_redirect_uri: '',
    requestTimeoutInSeconds: 20,
    stateStore: new WebStorageStateStore({ prefix: 'claritalk.signin.', store: sessionStorage }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  });
  return manager;
}

const ask = (path: string, method: 'GET' | 'POST') =>
  learningTime(() => fetch(path, { method, cache: 'no-store', signal: AbortSignal.timeout(20_000) }));

async function askState() {
  const response = await ask(sessionPath, 'GET');
  if (!response.ok) throw new SignInError('network');
  return readSessionState(response);
}

/**
 * Leaves for Claritalk's sign-in page. With `chooseAccount` Claritalk asks who it is, even if it knows.
 * @throws what problemOf understands.
 */
export async function startSignIn(
  options: SignInState & { readonly chooseAccount: boolean; readonly locale: string },
): Promise<void> {
  // A session that has yet to be ended would end while the next person is using it.
  if (!(await session.finishSignOut())) throw new SignInError('network');
  // The gateway redeems codes only for a browser that announced its sign-in.
  const begun = await ask(signInPath, 'POST');
  if (begun.status === 429) throw new SignInError('busy');
  if (!begun.ok) throw new SignInError('network');
  if (!(await askState()).signInBegun) throw new SignInError('cookies');
  const state: SignInState = { returnTo: safeReturnTo(options.returnTo), popup: options.popup };
  await userManager().signinRedirect({
    state,
    ui_locales: options.locale,
    ...(options.chooseAccount ? { prompt: 'login' } : {}),
  });
}

let finishing: Promise<SignInState> | undefined;

/**
 * Redeems the code in the address for a session. Memoised: a code can be used once, and React may ask twice.
 * `forget` removes what belonged to whoever was here before; it runs if that was someone else.
 * @throws what problemOf understands.
 */
export function finishSignIn(forget: () => Promise<void>): Promise<SignInState> {
  finishing ??= (async () => {
    const user = await userManager().signinCallback();
    if (!user) throw new Error('The sign-in gave no user.');
    // Asked for whose session it is, and whether the browser has kept the cookie at all.
    const { signedIn, subjectKey } = await askState();
    if (!signedIn) throw new SignInError('cookies');
    if (subjectKey === undefined || subjectKey !== lastSubject()) await forget();
    session.adopt({
      accessToken: user.access_token,
      expiresIn: user.expires_in ?? 300,
      subject: subjectKey,
    });
    await userManager().removeUser();
    const { returnTo, popup } = fields(user.state);
    return { returnTo: safeReturnTo(returnTo), popup: popup === true };
  })();
  return finishing;
}
