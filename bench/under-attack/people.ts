/** People of the sandbox as the gateway sees them: their cookies and the token of their page. */
import { createHash, randomBytes } from 'node:crypto';
import { accountPassword, dashboardClient } from '../../server/sandboxes/claritalk/credentials.ts';

export interface Person {
  /** Session and browser, as a `Cookie` header. */
  readonly cookie: string;
  token: string;
}

const pairsOf = (response: Response) =>
  response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');

/** The headers that a page of the dashboard sends. */
export const pageHeaders = (dashboard: string, cookie: string) => ({
  origin: dashboard,
  'sec-fetch-site': 'same-origin',
  cookie,
});

const form = (values: Readonly<Record<string, string>>) => new URLSearchParams(values);

/** The fields of a page's hidden inputs. */
const hidden = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      (value ?? '').replaceAll('&amp;', '&'),
    ]),
  );

/** Goes from the authorization request to the code, as a browser does at the sandbox. */
async function codeFor(sandbox: string, dashboard: string, email: string, verifier: string): Promise<string> {
  let cookie = '';
  const open = async (path: string, body?: URLSearchParams) => {
    const response = await fetch(new URL(path, sandbox), {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie },
      ...(body ? { method: 'POST', body } : {}),
    });
    cookie = pairsOf(response)[0] ?? cookie;
    return { html: await response.text(), location: response.headers.get('location') ?? '' };
  };
  const query = form({
    client_id: dashboardClient.clientId,
    response_type: 'code',
    redirect_uri: `${dashboard}/auth/callback`,
    scope: 'api.connect offline_access',
    state: 'benchmark',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const login = await open(`/oauth/authorize?${query}`);
  const credentials = form({ ...hidden(login.html), email, password: accountPassword });
  const consent = await open((await open('/login', credentials)).location);
  const callback =
    consent.location ||
    (await open('/oauth/authorize', form({ ...hidden(consent.html), decision: 'authorize' }))).location;
  return new URL(callback).searchParams.get('code') ?? '';
}

export interface Servers {
  readonly sandbox: string;
  readonly dashboard: string;
}

/** Starts a sign-in, and returns its cookie. */
export async function begin({ dashboard }: Servers): Promise<string> {
  const response = await fetch(`${dashboard}/session/sign-in`, {
    method: 'POST',
    headers: pageHeaders(dashboard, ''),
  });
  return pairsOf(response)[0] ?? '';
}

/** Redeems a code, and returns the gateway's response. */
export const redeem = (
  { dashboard }: Servers,
  code: string,
  cookie: string,
  verifier = 'v'.repeat(43),
  signal: AbortSignal | null = null,
): Promise<Response> =>
  fetch(`${dashboard}/oauth/token`, {
    method: 'POST',
    signal,
    headers: pageHeaders(dashboard, cookie),
    body: form({
      grant_type: 'authorization_code',
      client_id: dashboardClient.clientId,
      redirect_uri: `${dashboard}/auth/callback`,
      code,
      code_verifier: verifier,
    }),
  });

/** Signs someone in, in a browser that has these cookies. */
export async function signIn(servers: Servers, email: string, cookies = ''): Promise<Person> {
  const verifier = randomBytes(32).toString('base64url');
  const code = await codeFor(servers.sandbox, servers.dashboard, email, verifier);
  const begun = await begin(servers);
  const response = await redeem(servers, code, cookies ? `${cookies}; ${begun}` : begun, verifier);
  if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { cookie: pairsOf(response).join('; '), token };
}

/** Requests a session's token, as a page does; returns the status. */
export async function renew({ dashboard }: Servers, person: Person): Promise<number> {
  const response = await fetch(`${dashboard}/oauth/token`, {
    method: 'POST',
    headers: pageHeaders(dashboard, person.cookie),
    body: form({ grant_type: 'refresh_token', refresh_token: 'server-held' }),
  });
  const body = (await response.json()) as { access_token?: string };
  if (body.access_token !== undefined) person.token = body.access_token;
  return response.status;
}
