import * as v from 'valibot';
import { oauthError, tokenPath, tokenResponse } from '#contract/claritalk/oauth.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { readAnswer, retryAfterOf, type UpstreamClient } from '../../upstreams/client.ts';
import { waitMs } from '../scheduling/retry-after-holds.ts';
import { OAuthFailure, sessionOver } from './oauth-failure.ts';
import type { Tokens } from './sessions.ts';
import type { TokenBudget, TokenUse } from './token-budget.ts';

/** The dashboard's confidential client. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where tokens come from, and how many requests are allowed there. */
export interface TokenEndpoint {
  readonly upstream: UpstreamClient;
  readonly budget: TokenBudget;
}

export type Grant = Readonly<Record<string, string>>;

export interface ExchangeOptions {
  readonly use: TokenUse;
  /** How long the request may wait for its turn, in ms; as long as it takes when absent. */
  readonly patienceMs?: number;
}

const maxAnswerBytes = 256 * 1024;
const waitSeconds = '5';

/**
 * Sends a grant with the client's id and secret to Claritalk's token endpoint, once it is its turn.
 *
 * @param grant makes the complete form except the client's credentials, when it is the request's turn; what it throws ends
 *   the exchange.
 * @throws OAuthFailure with 400 for a refused grant, 429, 502 when Claritalk cannot be reached or understood, 503 when
 *   it fails or there are too many requests.
 */
export async function exchange(
  { upstream, budget }: TokenEndpoint,
  credentials: ClientCredentials,
  grant: () => Promise<Grant>,
  { use, patienceMs }: ExchangeOptions,
): Promise<Tokens> {
  await budget.enter(use, patienceMs);
  const given = await grant();
  const form = new URLSearchParams({
    ...given,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const sentAt = Date.now();
  const answer = await send(upstream, form.toString());
  if (answer.status === 429) budget.hold(waitMs(answer.retryAfter, Date.now()) ?? 0);
  if (answer.status !== 200) throw refusal(answer, given.grant_type === 'refresh_token');
  const body = v.safeParse(tokenResponse, answer.body);
  const usable = body.success && /^bearer$/i.test(body.output.token_type) && body.output.expires_in > 0;
  if (!usable || !/^[\x21-\x7e]{1,8000}$/.test(body.output.access_token)) {
    throw unavailable(502, 'Claritalk gave an answer that is not a token.');
  }
  return {
    accessToken: body.output.access_token,
    accessExpiresAt: sentAt + body.output.expires_in * 1000,
    refreshToken: body.output.refresh_token,
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | undefined;
}

async function send(upstream: UpstreamClient, form: string): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await upstream.request({
      method: 'POST',
      path: tokenPath,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
      signal: AbortSignal.timeout(upstream.timeouts.token),
    });
    const bytes = await readAnswer(body, maxAnswerBytes);
    if (!bytes) throw new Error('answer too long');
    return {
      status: statusCode,
      body: parse(bytes.toString('utf8')),
      retryAfter: retryAfterOf(headers),
    };
  } catch {
    throw unavailable(502, 'Claritalk cannot be reached.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unavailable = (status: number, description: string, retryAfter = waitSeconds) =>
  new OAuthFailure(status, 'temporarily_unavailable', description, { retryAfter });

/** Both generations of Passport are understood: league/oauth2-server 8 and 9 word their refusals differently. */
function refusal({ status, body, retryAfter }: Answer, refreshing: boolean): OAuthFailure {
  if (status === 429) return unavailable(429, 'Claritalk accepts no more requests for now.', retryAfter);
  if (status >= 500) return unavailable(503, 'Claritalk has a problem.', retryAfter);
  const parsed = v.safeParse(oauthError, body);
  if (status < 400 || !parsed.success) return unavailable(502, 'Claritalk gave an unexpected answer.');
  const { error, error_description: description } = parsed.output;
  // League 8 answers a dead refresh token with 401 invalid_request, league 9 with 400 invalid_grant.
  const dead = error === 'invalid_grant' || (error === 'invalid_request' && status === 401);
  if (refreshing && dead) return sessionOver();
  const code = /^[a-z_]{1,64}$/.test(error) ? error : 'invalid_request';
  // The credentials are the gateway's own: the browser can do nothing about a refusal of them.
  return new OAuthFailure(
    code === 'invalid_client' ? 502 : 400,
    code,
    wholeCharacters(description ?? '', 300),
  );
}
