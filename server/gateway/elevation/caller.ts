import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { getCurrentUser, getUser } from '#contract/claritalk.ts';
import { uuid } from '#contract/shapes.ts';
import type { SessionCookie } from '../cookies.ts';
import { isOwnData, isOwnPage, sourceOf } from '../origin.ts';
import { Refusal } from '../refusal.ts';
import type { SessionStore } from '../sessions.ts';
import type { AuditActor } from './audit-log.ts';
import type { ClaritalkCall } from './claritalk-calls.ts';
import type { ServiceAccount } from './service-account.ts';

/** The person behind a request, as Claritalk has just confirmed. */
export interface Caller extends AuditActor {
  readonly token: string;
}

export interface CallerOptions {
  readonly publicUrl: string;
  readonly clientId: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly call: ClaritalkCall;
  readonly service: ServiceAccount;
}

const currentUser = v.looseObject({
  user: v.looseObject({
    uuid,
    role: v.string(),
    name: v.optional(v.nullable(v.string())),
    email: v.optional(v.nullable(v.string())),
  }),
});
const tokenClaims = v.looseObject({ aud: v.union([v.string(), v.array(v.string())]) });
const userWithId = v.looseObject({ id: v.string() });

/** The access token of a request, see {@link readSession}. @throws Refusal with 401 or 403. */
export const readToken = (options: SessionOptions, request: IncomingMessage): string =>
  readSession(options, request).token;

type SessionOptions = Pick<CallerOptions, 'publicUrl' | 'clientId' | 'cookie' | 'sessions'>;

/**
 * Session and access token of a request, if it comes from a page of ours and the token is the very one that the
 * gateway gave to this browser: another client's token, or one that was copied elsewhere, is worth nothing here.
 * @throws Refusal with 401 or 403.
 */
export function readSession(
  options: SessionOptions,
  request: IncomingMessage,
): { readonly token: string; readonly sessionId: string } {
  const { publicUrl, cookie, sessions, clientId } = options;
  const source = sourceOf(request.headers);
  const isOurs = request.method === 'GET' ? isOwnData : isOwnPage;
  if (!isOurs(source, publicUrl)) throw new Refusal(403, 'Only the dashboard’s own pages may ask for this.');
  const bearer = /^Bearer ([\x21-\x7e]{1,8000})$/i.exec(request.headers.authorization ?? '')?.[1];
  const id = cookie.read(request.headers.cookie);
  const session = id === undefined ? undefined : sessions.find(id);
  if (!session || id === undefined || bearer === undefined) throw new Refusal(401, 'Sign in first.');
  if (!same(bearer, session.accessToken) || session.refused) {
    throw new Refusal(401, 'This is not the token of the session.');
  }
  if (!audiencesOf(bearer).includes(clientId)) {
    throw new Refusal(403, 'The token was made for another application.');
  }
  return { token: bearer, sessionId: id };
}

/**
 * Asks Claritalk who holds a token, now, and that this person is an admin of the service account's organisation.
 * `identified` is told as soon as the person is known, even if they are no admin.
 * @throws Refusal with 401, 403 or 502, NoAnswer.
 */
export async function confirmAdmin(
  { call, service }: CallerOptions,
  token: string,
  identified: (actor: AuditActor) => void,
): Promise<Caller> {
  const answer = await call(getCurrentUser, token, {});
  if (answer.status === 401) throw new Refusal(401, 'Claritalk does not accept the session any more.');
  const parsed = v.safeParse(currentUser, answer.body);
  // A service account has no user: Claritalk answers 500 to its token.
  if (answer.status !== 200 || !parsed.success) throw new Refusal(502, 'Claritalk does not say who this is.');
  const { user } = parsed.output;
  const actor = { uuid: user.uuid.toLowerCase(), name: user.name ?? '', email: user.email ?? '' };
  identified(actor);
  if (user.role !== 'admin') throw new Refusal(403, 'Only organisation admins may do this.');
  await confirmSameOrganisation(call, service, actor.uuid);
  return { ...actor, token };
}

/** The service account sees the users of one organisation: the caller must be one of them. */
async function confirmSameOrganisation(call: ClaritalkCall, service: ServiceAccount, callerUuid: string) {
  const token = await service.token();
  const answer = await call(getUser, token, { query: { uuid: callerUuid } });
  if (answer.status === 401) {
    service.forget(token);
    throw new Refusal(502, 'Claritalk does not accept the service account’s token; try again.');
  }
  if (answer.status === 404) {
    throw new Refusal(403, 'The service account of this dashboard belongs to another organisation.');
  }
  const parsed = v.safeParse(userWithId, answer.body);
  if (answer.status !== 200 || !parsed.success || parsed.output.id.toLowerCase() !== callerUuid) {
    throw new Refusal(502, 'Claritalk does not say which organisation this is.');
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whom a token was made for. Its signature is not checked here: Claritalk itself checks the token in the next
 * step, and forging this part would only make it refuse.
 */
function audiencesOf(token: string): readonly string[] {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const claims = v.safeParse(tokenClaims, payload);
    return claims.success ? [claims.output.aud].flat() : [];
  } catch {
    return [];
  }
}
