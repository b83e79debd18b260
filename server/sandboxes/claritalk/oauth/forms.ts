import type { Context } from 'hono';
import { html } from 'hono/html';
import { authorizePath } from '#contract/claritalk/oauth.ts';
import { ApiError } from '../../lib/errors.ts';
import type { NodeTypes } from '../../lib/node-types.ts';
import { readBody } from '../../lib/read-body.ts';
import type { Services } from '../services.ts';
import { findAccountByEmail, type UserRow } from '../store/users.ts';
import * as authorize from './authorize.ts';
import { formIsOurs, sessionOf, signedInUser, signIn } from './login-session.ts';
import { page } from './page.ts';
import { hashPassword, passwordMatches } from './secrets.ts';

const maxFormBytes = 16 * 1024;
const attemptsPerMinute = 30;

async function readForm(context: Context<NodeTypes>): Promise<URLSearchParams> {
  const bytes = await readBody(context.req.raw, maxFormBytes);
  if (bytes === 'too large') throw new ApiError(413, 'The request body is too large.');
  return new URLSearchParams(bytes.toString('utf8'));
}

/** Laravel answers 419 to a form whose page is too old. */
const expired = () =>
  page('Page expired', html`<h1>This page has expired</h1><p>Go back and try again.</p>`, [], 419);

/** Where to go after signing in: only ever on to an authorization request. */
const safeNext = (next: string) => (next.startsWith(`${authorizePath}?`) ? next : '/');

// Compared against when the account does not exist, so that the response takes as long.
const nobodysHash = hashPassword('nobody');

function findAccount({ database }: Services, email: string, password: string): UserRow | undefined {
  const user = findAccountByEmail(database, email);
  const matches = passwordMatches(password, user?.password_hash ?? nobodysHash);
  return user?.password_hash && matches ? user : undefined;
}

/** Counts failed sign-ins per address, so that guessing stays slow. */
class Attempts {
  #count = 0;
  #since = 0;

  full(): boolean {
    if (Date.now() - this.#since > 60_000) {
      this.#since = Date.now();
      this.#count = 0;
    }
    return this.#count >= attemptsPerMinute;
  }

  add(): void {
    this.#count++;
  }
}

/** `POST /login`. */
export function createLogin(services: Services) {
  const attempts = new Attempts();
  return async (context: Context<NodeTypes>): Promise<Response> => {
    const form = await readForm(context);
    if (!formIsOurs(context, services.database, form.get('_token') ?? '')) return expired();
    const next = safeNext(form.get('next') ?? '');
    const email = (form.get('email') ?? '').trim();
    const full = attempts.full();
    const user = full ? undefined : findAccount(services, email, form.get('password') ?? '');
    if (!user) {
      attempts.add();
      const problem = full
        ? 'Too many attempts. Wait a minute and try again.'
        : 'These credentials do not match an account of this sandbox.';
      return authorize.showLogin(services, sessionOf(context, services.database), next, { email, problem });
    }
    signIn(context, services.database, user);
    return context.redirect(next, 303);
  };
}

/** `POST /oauth/authorize`: the decision on the consent page. */
export function createDecision(services: Services) {
  return async (context: Context<NodeTypes>): Promise<Response> => {
    const form = await readForm(context);
    if (!formIsOurs(context, services.database, form.get('_token') ?? '')) return expired();
    const user = signedInUser(services.database, sessionOf(context, services.database));
    if (!user) return expired();
    try {
      const request = authorize.parseRequest(services, form.get('query') ?? '');
      if (form.get('decision') === 'authorize') return authorize.approve(services, user, request);
      return authorize.refuse(
        request,
        'access_denied',
        'The resource owner or authorization server denied the request.',
      );
    } catch (error) {
      return authorize.answerError(context, error);
    }
  };
}
