import * as v from 'valibot';
import {
  adminCreateOrganisation,
  adminDeleteUser,
  adminInviteUser,
  adminUpdateUser,
} from '#contract/admin.ts';
import * as claritalk from '#contract/claritalk.ts';
import type { BodyOf, Operation, ParamsOf } from '#contract/operation.ts';
import { Refusal } from '../refusal.ts';
import type { Caller } from './caller.ts';
import type { CallInput, ClaritalkCall } from './claritalk-calls.ts';
import type { ServiceAccount } from './service-account.ts';
import { requireNewDomain, requireUser } from './targets.ts';

/** What an action works with. */
export interface ActionContext {
  readonly caller: Caller;
  readonly call: ClaritalkCall;
  readonly service: ServiceAccount;
}

export interface ActionResult {
  readonly status: number;
  readonly body: unknown;
}

/** One thing that the gateway does with the service account. Everything that can be refused is refused before. */
export interface Action<O extends Operation = Operation> {
  readonly operation: O;
  /** Name in the audit log: the Claritalk operation behind it. */
  readonly name: string;
  /** Whether no other of these may run meanwhile: two admins must not delete or demote each other at once. */
  readonly alone: boolean;
  /** On whom, for the log. */
  target(params: ParamsOf<O>, body: BodyOf<O>): string;
  /** @throws Refusal, NoAnswer */
  run(context: ActionContext, params: ParamsOf<O>, body: BodyOf<O>): Promise<ActionResult>;
}

/** However it is written: nobody grants this role. */
const superAdmin = /^super[-_\s]*admin/i;

const inviteUser: Action<typeof adminInviteUser> = {
  operation: adminInviteUser,
  name: 'inviteUser',
  alone: false,
  target: (_params, body) => body.email,
  async run(context, _params, body) {
    refuseSuperAdmin(body.role);
    const token = await context.service.token();
    const existing = await context.call(claritalk.getUser, token, { query: { email: body.email } });
    if (existing.status === 200) throw new Refusal(409, 'This person is a user already.');
    if (existing.status !== 404) throw unexpected(existing.status);
    const answer = await write(context, claritalk.inviteUser, { body });
    return { status: 200, body: answer };
  },
};

const updateUser: Action<typeof adminUpdateUser> = {
  operation: adminUpdateUser,
  name: 'updateUser',
  alone: true,
  target: ({ uuid }) => uuid,
  async run(context, { uuid }, body) {
    refuseSuperAdmin(body.role);
    if (Object.values(body).every((value) => value === undefined)) {
      throw new Refusal(400, 'There is nothing to change.');
    }
    if (isSelf(context, uuid))
      throw new Refusal(403, 'Change your own profile as yourself; nobody changes their own role.');
    await requireUser(context, uuid);
    await write(context, claritalk.updateUser, { params: { uuid }, body });
    return { status: 204, body: undefined };
  },
};

const deleteUser: Action<typeof adminDeleteUser> = {
  operation: adminDeleteUser,
  name: 'deleteUser',
  alone: true,
  target: ({ uuid }) => uuid,
  async run(context, { uuid }) {
    // The caller is an admin and stays one, so this also keeps the last admin.
    if (isSelf(context, uuid)) throw new Refusal(403, 'Nobody deletes themselves.');
    await requireUser(context, uuid);
    await write(context, claritalk.deleteUser, { params: { uuid } });
    return { status: 204, body: undefined };
  },
};

const createOrganisation: Action<typeof adminCreateOrganisation> = {
  operation: adminCreateOrganisation,
  name: 'createOrganisation',
  alone: true,
  target: (_params, body) => body.name,
  async run(context, _params, body) {
    await requireNewDomain(context, body.parent_uuid, body.domain);
    return { status: 201, body: await write(context, claritalk.createOrganisation, { body }) };
  },
};

export const actions = [
  inviteUser,
  updateUser,
  deleteUser,
  createOrganisation,
] as unknown as readonly Action[];

const isSelf = ({ caller }: ActionContext, uuid: string) => caller.uuid === uuid.toLowerCase();

function refuseSuperAdmin(role: string | undefined): void {
  if (role !== undefined && superAdmin.test(role))
    throw new Refusal(400, 'The role super-admin cannot be given.');
}

/** Claritalk answered what is not documented; nothing of it is passed on. */
const unexpected = (status: number) => new Refusal(502, `Claritalk answered with status ${status}.`);

const messageBody = v.looseObject({ message: v.string() });

/** The one place where something is changed with the service account's token. */
async function write<O extends Operation>(
  { call, service }: ActionContext,
  operation: O,
  input: CallInput<O>,
): Promise<unknown> {
  const token = await service.token();
  const { status, body } = await call(operation, token, input);
  if (status === operation.successStatus) return body;
  if (status === 401) service.forget(token);
  const isRefusal = [400, 404, 409, 422].includes(status);
  if (!isRefusal) throw unexpected(status);
  const said = v.safeParse(messageBody, body);
  throw new Refusal(status, said.success ? said.output.message.slice(0, 300) : 'Claritalk refused it.');
}
