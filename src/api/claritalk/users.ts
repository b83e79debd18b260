import { queryOptions } from '@tanstack/react-query';
import { getCurrentUser, listUsers } from '#contract/claritalk/users.ts';
import { listInPortions } from '#src/lib/in-portions.ts';
import { fields, instant, list, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';

export interface CurrentUser {
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string | undefined;
  /** `admin`, `user` or whatever the organisation has. */
  readonly role: string | undefined;
  /** Permission scopes such as `organisation_settings_meeting_question_viewlist`. */
  readonly scopes: readonly string[];
}

/** Someone in the organisation. */
export interface User {
  readonly uuid: string;
  readonly name: string;
  readonly email: string | undefined;
  /** IETF language tag. */
  readonly locale: string | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

export const userKeys = {
  current: ['current-user'] as const,
  all: ['users'] as const,
};

/** The person who is signed in. */
export const currentUserQuery = () =>
  queryOptions({
    queryKey: userKeys.current,
    queryFn: async ({ signal }) => normaliseCurrentUser(await call(getCurrentUser, { signal })),
    staleTime: 5 * 60_000,
  });

/** Everyone in the organisation whom the person may know, in the order of their names. */
export const usersOptions = () =>
  queryOptions({
    queryKey: userKeys.all,
    queryFn: async ({ signal }) => {
      const users = await listInPortions(await call(listUsers, { signal }), normaliseUser, signal);
      // Once, in a moment of its own: whoever shows thousands of them finds them nearly in order.
      const { compare } = new Intl.Collator(undefined, { sensitivity: 'base' });
      return users.sort((one, other) => compare(one.name, other.name));
    },
    staleTime: 5 * 60_000,
  });

/** Undefined without an identity, because nothing can refer to that person then. */
export function normaliseUser(wire: unknown): User | undefined {
  const user = fields(wire);
  const uuid = text(user.uuid) ?? text(user.id);
  if (uuid === undefined) return undefined;
  const email = text(user.email);
  return {
    uuid,
    name: text(user.name) ?? email ?? uuid,
    email,
    locale: text(user.locale),
    createdAt: instant(user.createdAt),
    updatedAt: instant(user.updatedAt),
  };
}

/** @throws ApiError 'server' when the response names nobody: no page can work without. */
export function normaliseCurrentUser(wire: unknown): CurrentUser {
  const user = fields(fields(wire).user);
  const uuid = text(user.uuid);
  if (!uuid) throw new ApiError({ kind: 'server', operation: getCurrentUser.name });
  const email = text(user.email) ?? '';
  return {
    uuid,
    name: text(user.name) ?? (email || uuid),
    email,
    locale: text(user.locale),
    role: text(user.role),
    scopes: list(user.scopes, text),
  };
}
