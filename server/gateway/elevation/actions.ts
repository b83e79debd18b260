import { domainToASCII, domainToUnicode } from 'node:url';
import * as v from 'valibot';
import * as organisationsContract from '#contract/claritalk/organisations.ts';
import * as servicesContract from '#contract/claritalk/services.ts';
import * as usersContract from '#contract/claritalk/users.ts';
import { isEmail } from '#contract/email.ts';
import {
  adminCreateOrganisation,
  adminDeleteUser,
  adminInviteUser,
  adminSetWebhookUrl,
  adminUpdateUser,
} from '#contract/gateway/admin.ts';
import type { BodyOf, Operation } from '#contract/operation.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { type Action, action } from './action.ts';
import type { ActionContext } from './action-context.ts';
import type { CallInput } from './claritalk-calls.ts';
import { shownAddress } from './hook-url.ts';
import { requireNewDomain, requireUser } from './targets.ts';

/** In any spelling: nobody grants this role. */
const superAdmin = /^super[-_\s]*admin/i;

const inviteUser = action({
  operation: adminInviteUser,
  name: 'inviteUser',
  alone: false,
  target: (_params, body) => body.email,
  async run(context, _params, body) {
    refuseSuperAdmin(body.role);
    for (const email of spellingsOf(body.email)) {
      const existing = await context.service.call(usersContract.getUser, { query: { email } });
      if (existing.status === 200) throw refusal('user-exists', {});
      if (existing.status !== 404) throw unexpected(existing.status);
    }
    const answer = await write(context, usersContract.inviteUser, { body });
    return { status: 200, body: answer };
  },
});

const updateUser = action({
  operation: adminUpdateUser,
  name: 'updateUser',
  alone: true,
  target: ({ uuid }) => uuid,
  async run(context, { uuid }, body) {
    refuseSuperAdmin(body.role);
    if (Object.values(body).every((value) => value === undefined)) {
      throw refusal('nothing-to-change', {});
    }
    if (isSelf(context, uuid)) throw refusal('own-account', {});
    const stored = await requireUser(context, uuid);
    await write(context, usersContract.updateUser, { params: { uuid }, body: changeOf(stored.email, body) });
    return { status: 204, body: undefined };
  },
});

const deleteUser = action({
  operation: adminDeleteUser,
  name: 'deleteUser',
  alone: true,
  target: ({ uuid }) => uuid,
  async run(context, { uuid }) {
    // The caller is an admin and stays one, so this also keeps the last admin.
    if (isSelf(context, uuid)) throw refusal('own-deletion', {});
    await requireUser(context, uuid);
    await write(context, usersContract.deleteUser, { params: { uuid } });
    return { status: 204, body: undefined };
  },
});

const createOrganisation = action({
  operation: adminCreateOrganisation,
  name: 'createOrganisation',
  alone: true,
  target: (_params, body) => body.name,
  async run(context, _params, body) {
    const { webhook_url, ...rest } = body;
    // Undefined when it is not given: an organisation without a webhook.
    const hook = webhook_url === undefined ? {} : { webhook_url: context.checkHookUrl(webhook_url) };
    await requireNewDomain(context, body.parent_uuid, body.domain);
    const answer = await write(context, organisationsContract.createOrganisation, {
      body: { ...rest, ...hook },
    });
    return { status: 201, body: answer };
  },
});

const setWebhookUrl = action({
  operation: adminSetWebhookUrl,
  name: 'setWebhookUrl',
  alone: true,
  target: (_params, body) => shownAddress(body.webhook_url),
  async run(context, _params, body) {
    const input = { body: { webhook_url: context.checkHookUrl(body.webhook_url) } };
    // As the person: Claritalk accepts it from them, and it is their organisation.
    const { status, body: answer } = await context.call(
      servicesContract.setWebhookUrl,
      context.caller.token,
      input,
    );
    if (status !== 200) throw refused(status, answer);
    return { status, body: answer };
  },
});

/** What admins do with people, organisations and the address of the webhook. */
export const actions: readonly Action[] = [
  inviteUser,
  updateUser,
  deleteUser,
  createOrganisation,
  setWebhookUrl,
];

/** An address with its domain in Unicode and in Punycode: Claritalk may have stored either. */
function spellingsOf(email: string): ReadonlySet<string> {
  const at = email.lastIndexOf('@') + 1;
  const [local, domain] = [email.slice(0, at), email.slice(at)];
  return new Set([domain, domainToASCII(domain), domainToUnicode(domain)].map((one) => `${local}${one}`));
}

/**
 * Returns a change without an address that is already stored, which Claritalk and we might refuse today.
 * @throws Refusal with 400 when a new one is not an address.
 */
function changeOf(stored: string | null | undefined, body: BodyOf<typeof adminUpdateUser>) {
  const { email, ...others } = body;
  if (email === undefined || email === stored) return Object.keys(others).length > 0 ? others : body;
  if (!isEmail(email)) throw refusal('email-invalid', {});
  return body;
}

const isSelf = ({ caller }: ActionContext, uuid: string) => caller.uuid === uuid.toLowerCase();

function refuseSuperAdmin(role: string | undefined): void {
  if (role !== undefined && superAdmin.test(role)) throw refusal('role-refused', {});
}

/** Claritalk's response is not a documented one; none of it is passed on. */
const unexpected = (status: number, answered = 502) =>
  refusal('upstream-failed', { system: claritalkName, status: String(status) }, {}, answered);

const messageBody = v.looseObject({ message: v.string() });

/** Returns what may be passed on of a response that is not a success. */
function refused(status: number, body: unknown): Refusal {
  if (![400, 404, 409, 422].includes(status)) return unexpected(status);
  const answer = v.safeParse(messageBody, body);
  if (!answer.success) return unexpected(status, status);
  const said = wholeCharacters(answer.output.message, 300);
  return refusal('upstream-refused', { system: claritalkName, said }, {}, status);
}

/** The one place where something is changed with the service account's token. */
async function write<O extends Operation>(
  { service }: ActionContext,
  operation: O,
  input: CallInput<O>,
): Promise<unknown> {
  const { status, body } = await service.call(operation, input);
  if (operation.successStatuses.some((expected) => expected === status)) return body;
  throw refused(status, body);
}
