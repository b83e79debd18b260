import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/chat2desk/operators.ts';
import { getRoles } from '#contract/chat2desk/values.ts';
import type { QueryOf } from '#contract/operation.ts';
import { fields, flag, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import type { Named } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { allRows } from './all-rows.ts';
import { change } from './change.ts';
import { deskKeys } from './desk-keys.ts';
import { dataOf, instantOf } from './wire.ts';

/** Someone who answers clients. */
export interface Operator {
  readonly id: number;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** One of Chat2Desk's, such as `supervisor`. */
  readonly role: string | undefined;
  readonly rights: Named | undefined;
  readonly online: boolean;
  /** What they say that they are doing; see `operatorStatusesOptions`. */
  readonly status: number | undefined;
  readonly openConversations: number;
  readonly lastVisit: Date | undefined;
}

export interface OperatorGroup extends Named {
  /** Ids of its members. */
  readonly operators: readonly number[];
}

export interface AccessRights extends Named {
  /** Names of Chat2Desk, and whether that is allowed. */
  readonly permissions: readonly (readonly [name: string, isAllowed: boolean])[];
}

/** What a company rarely changes is read once in a while. */
const heldMs = 60 * 60_000;

/** Every operator of the company. */
export const operatorsOptions = () =>
  queryOptions({ queryKey: deskKeys.operators, queryFn: ({ signal }) => readOperators(signal) });

const readOperators = (signal?: AbortSignal) =>
  allRows((query) => call(contract.listOperators, { query, signal }), normaliseOperator);

export const operatorGroupsOptions = () =>
  queryOptions({
    queryKey: deskKeys.operatorGroups,
    queryFn: async ({ signal }): Promise<readonly OperatorGroup[]> =>
      list(dataOf(await call(contract.listOperatorGroups, { signal })), normaliseGroup),
  });

/** What operators may say that they are doing. */
export const operatorStatusesOptions = () =>
  queryOptions({
    queryKey: deskKeys.values('operator-statuses'),
    queryFn: async ({ signal }): Promise<readonly Named[]> =>
      list(dataOf(await call(contract.listOperatorStatuses, { signal })), normaliseStatus),
    staleTime: heldMs,
  });

/** The roles that operators may have. */
export const rolesOptions = () =>
  queryOptions({
    queryKey: deskKeys.values('roles'),
    queryFn: async ({ signal }): Promise<readonly string[]> =>
      list(dataOf(await call(getRoles, { signal })), text),
    staleTime: heldMs,
  });

/** The rights that an operator may be given. */
export const accessRightsOptions = () =>
  queryOptions({
    queryKey: deskKeys.rights,
    queryFn: async ({ signal }): Promise<readonly AccessRights[]> =>
      list(dataOf(await call(contract.listAccessRights, { signal })), normaliseRights),
  });

/** What one of them allows. */
export const accessRightsOf = (id: number) =>
  queryOptions({
    queryKey: deskKeys.rightsOf(id),
    queryFn: async ({ signal }): Promise<AccessRights> => {
      const wire = dataOf(await call(contract.getAccessRights, { params: { id: String(id) }, signal }));
      return (
        normaliseRights(Array.isArray(wire) ? wire[0] : wire) ?? { id, name: String(id), permissions: [] }
      );
    },
  });

/** Undefined without an id. */
export function normaliseOperator(wire: unknown): Operator | undefined {
  const one = fields(wire);
  const id = number(one.id);
  if (id === undefined) return undefined;
  const [firstName, lastName, email] = [one.first_name, one.last_name, one.email].map(wordsOf);
  const rights = number(one.access_right_id);
  return {
    id,
    name: [firstName, lastName].filter(Boolean).join(' ') || email || String(id),
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    email: email ?? '',
    role: wordsOf(one.role),
    rights:
      rights === undefined
        ? undefined
        : { id: rights, name: wordsOf(one.access_right_name) ?? String(rights) },
    online: flag(one.online) ?? false,
    status: number(one.status_id),
    openConversations: number(one.opened_dialogs) ?? 0,
    lastVisit: instantOf(one.last_visit),
  };
}

/** Chat2Desk writes null as text too. */
const wordsOf = (value: unknown) => (value === 'null' ? undefined : text(value));

function normaliseGroup(wire: unknown): OperatorGroup | undefined {
  const { id, name, operator_ids } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  return { id: known, name: text(name) ?? String(known), operators: list(operator_ids, number) };
}

/** Names come as text, or by language. */
function normaliseStatus(wire: unknown): Named | undefined {
  const { id, name } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  return { id: known, name: text(name) ?? text(fields(name).en) ?? String(known) };
}

function normaliseRights(wire: unknown): AccessRights | undefined {
  const { id, name, permissions } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  const all = Object.entries(fields(permissions)).map(([one, value]) => [one, flag(value) ?? false] as const);
  return { id: known, name: text(name) ?? String(known), permissions: all };
}

export interface OperatorFields {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly rights: number;
  readonly status: number;
}

export interface NewOperator extends IdempotencyKey {
  readonly fields: OperatorFields;
}

export interface OperatorChange extends IdempotencyKey {
  readonly id: number;
  /** What is different now. */
  readonly changes: Partial<OperatorFields>;
}

/** Where operators are named. */
const renews = [deskKeys.operators, conversationKeys.all];

export const createOperator = (
  queryClient: QueryClient,
  given: NewOperator,
  watch: PageWatch<NewOperator>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: (one) => write(contract.createOperator, { query: wholeOf(one.fields), ...elevated(one) }),
    // An address belongs to one operator.
    read: async (one, signal) =>
      (await readOperators(signal)).find(({ email }) => email === one.fields.email),
    renews,
  });

export const changeOperator = (
  queryClient: QueryClient,
  given: OperatorChange,
  watch: PageWatch<OperatorChange>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, changes, ...one }) =>
      write(contract.updateOperator, {
        params: { id: String(id) },
        query: wireOf(changes),
        ...elevated(one),
      }),
    async read({ id, changes }, signal) {
      const now = (await readOperators(signal)).find((one) => one.id === id);
      return now && isSo(now, changes) ? now : undefined;
    },
    renews,
  });

const isSo = (now: Operator, { email, firstName, lastName, rights, status }: Partial<OperatorFields>) =>
  (email === undefined || now.email === email) &&
  (firstName === undefined || now.firstName === firstName) &&
  (lastName === undefined || now.lastName === lastName) &&
  (rights === undefined || now.rights?.id === rights) &&
  (status === undefined || now.status === status);

const wholeOf = ({ email, firstName, lastName, rights, status }: OperatorFields) => ({
  email,
  first_name: firstName,
  last_name: lastName,
  access_rights_id: rights,
  status_id: status,
});

function wireOf({ email, firstName, lastName, rights, status }: Partial<OperatorFields>) {
  const query: QueryOf<typeof contract.updateOperator> = {
    email,
    first_name: firstName,
    last_name: lastName,
    access_rights_id: rights,
    status_id: status,
  };
  return query;
}
