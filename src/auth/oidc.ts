/**
 * Sign-in with the authorization code flow and PKCE. Loaded only when somebody signs in: renewing a session
 * needs none of it (see session.ts and docs/decisions).
 */
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { safeReturnTo } from './return-to.ts';
import { session } from './session.ts';

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

/** Leaves for Claritalk's sign-in page. With `chooseAccount` Claritalk asks who it is, even if it knows. */
export async function startSignIn(
  options: SignInState & { readonly chooseAccount: boolean; readonly locale: string },
): Promise<void> {
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
 * @throws ErrorResponse when Claritalk refused; Error when the address was not of a sign-in begun here.
 */
export function finishSignIn(): Promise<SignInState> {
  finishing ??= (async () => {
    const user = await userManager().signinCallback();
    if (!user) throw new Error('The sign-in gave no user.');
    session.adopt(user.access_token, user.expires_in ?? 300);
    await userManager().removeUser();
    const state = user.state as Partial<SignInState> | undefined;
    return { returnTo: safeReturnTo(state?.returnTo), popup: state?.popup === true };
  })();
  return finishing;
}
