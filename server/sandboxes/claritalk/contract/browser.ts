import { createHash } from 'node:crypto';
import { dashboardClient } from '../credentials.ts';
import { dashboardOrigin, type World } from './world.ts';

export const redirectUri = `${dashboardOrigin}/auth/callback`;
export const verifier = 'a-code-verifier-of-at-least-43-characters-0123456789';
export const challenge = createHash('sha256').update(verifier).digest('base64url');

const fullScope = 'api.connect offline_access';

/** What a person does in a browser: follows pages, keeps cookies, fills in forms. */
export class Browser {
  readonly #world: World;
  #cookie = '';

  constructor(world: World) {
    this.#world = world;
  }

  async open(
    path: string,
    form?: Readonly<Record<string, string>>,
  ): Promise<{ response: Response; html: string }> {
    const response = await fetch(this.#world.url + path, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.#cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    return { response, html: await response.text() };
  }

  authorize(query: Readonly<Record<string, string>> = {}) {
    return this.open(authorizePath(query));
  }

  /** Fills in the login form of a page. */
  signIn(html: string, email: string, password = 'sandbox') {
    return this.open('/login', { ...hiddenFields(html), email, password });
  }

  decide(html: string, decision: 'authorize' | 'cancel') {
    return this.open('/oauth/authorize', { ...hiddenFields(html), decision });
  }

  /** From the authorization request to the redirect that carries the code. */
  async grant(email: string, query: Readonly<Record<string, string>> = {}): Promise<URL> {
    const login = await this.authorize(query);
    const signedIn = await this.signIn(login.html, email);
    const consent = await this.open(locationOf(signedIn.response));
    if (consent.response.status === 302) return new URL(locationOf(consent.response));
    const decided = await this.decide(consent.html, 'authorize');
    return new URL(locationOf(decided.response));
  }
}

export const authorizePath = (query: Readonly<Record<string, string>> = {}) =>
  `/oauth/authorize?${new URLSearchParams({
    client_id: dashboardClient.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: fullScope,
    state: 'the-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...query,
  })}`;

export const locationOf = (response: Response) => response.headers.get('location') ?? '';

function hiddenFields(html: string): Record<string, string> {
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const decode = (text: string) =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, decode(value)]));
}

const clientFields = { client_id: dashboardClient.clientId, client_secret: dashboardClient.clientSecret };

/** Redeems a code at the token endpoint. */
export const redeem = (world: World, code: string, fields: Readonly<Record<string, string>> = {}) =>
  world.token({
    grant_type: 'authorization_code',
    ...clientFields,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...fields,
  });

export const refresh = (world: World, token: string) =>
  world.token({ grant_type: 'refresh_token', ...clientFields, refresh_token: token });

/** Signs a user in and returns the tokens. */
export async function tokensOf(world: World, email: string) {
  const callback = await new Browser(world).grant(email);
  return (await redeem(world, callback.searchParams.get('code') ?? '')).body;
}
