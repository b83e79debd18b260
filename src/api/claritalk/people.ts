import type { QueryClient } from '@tanstack/react-query';
import { getCurrentUser, updateUser } from '#contract/claritalk/users.ts';
import { sameEmail } from '#contract/email.ts';
import { adminDeleteUser, adminInviteUser, adminUpdateUser } from '#contract/gateway/admin.ts';
import type { BodyOf } from '#contract/operation.ts';
import { afresh } from '../client/afresh.ts';
import { type Certain, certain, type Find, type PageWatch, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { orThrow, write } from '../client/write.ts';
import type { AuditEntry } from '../gateway/audit.ts';
import { findAudited } from '../gateway/find-audited.ts';
import { normaliseCurrentUser, userKeys, usersOptions } from './users.ts';

export type UserChange = BodyOf<typeof updateUser>;
export type Invitation = BodyOf<typeof adminInviteUser>;

/** Changes one's own name or e-mail address; where the response is lost they are read back. */
export async function changeOwnProfile(
  queryClient: QueryClient,
  uuid: string,
  change: Omit<UserChange, 'role'>,
  watch: Watch,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async (signal) =>
    isAs(normaliseCurrentUser(await call(getCurrentUser, { signal })), change)
      ? { found: undefined }
      : 'absent';
  const result = await certain(() => write(updateUser, { params: { uuid }, body: change }), find, watch);
  if (result.kind === 'done') await Promise.all([refreshUsers(queryClient), refreshSelf(queryClient)]);
  return result;
}

/** Someone whom an admin changes or deletes. */
export interface Administered {
  readonly uuid: string;
  /** UUID of the admin. */
  readonly by: string;
}

/**
 * Changes someone else, as an admin. Where the response is lost name and address are read back; the role, which
 * Claritalk shows of nobody else, is only in the gateway's log.
 */
export async function changeUser(
  queryClient: QueryClient,
  { uuid, by }: Administered,
  change: UserChange,
  idempotencyKey: IdempotencyKey,
  watch: Watch,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async (signal) => {
    if (change.name === undefined && change.email === undefined) {
      const isSame = ({ target, change: asked }: AuditEntry) =>
        target?.toLowerCase() === uuid.toLowerCase() &&
        asked.some(([field, value]) => field === 'role' && value === change.role);
      return findAudited({ action: 'updateUser', actor: by }, isSame, idempotencyKey.since, signal);
    }
    const user = (await afresh(queryClient, usersOptions())).find((one) => isThis(one, uuid));
    return user && isAs(user, change) ? { found: undefined } : 'absent';
  };
  const send = () => write(adminUpdateUser, { params: { uuid }, body: change, ...elevated(idempotencyKey) });
  const result = await certain(send, find, watch);
  if (result.kind === 'done') await refreshUsers(queryClient);
  return result;
}

/** Deletes someone else, as an admin. Where the response is lost, the list is refetched. */
export async function removeUser(
  queryClient: QueryClient,
  uuid: string,
  idempotencyKey: IdempotencyKey,
  { earlier, ...watch }: PageWatch<string>,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async () =>
    (await afresh(queryClient, usersOptions())).some((one) => isThis(one, uuid))
      ? 'absent'
      : { found: undefined };
  const send = () => write(adminDeleteUser, { params: { uuid }, ...elevated(idempotencyKey) });
  const result = await certain(send, find, watch, earlier === undefined ? undefined : find);
  if (result.kind === 'done') void refreshUsers(queryClient);
  return result;
}

/** Invites one person, as an admin. @throws ApiError 'conflict' when the person is already a user */
export const inviteOne = async (
  invitation: Invitation,
  idempotencyKey: Pick<IdempotencyKey, 'key' | 'signal'>,
): Promise<unknown> =>
  orThrow(await write(adminInviteUser, { body: invitation, ...elevated(idempotencyKey) }));

/** Asks again who is there. */
export const refreshUsers = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: userKeys.all });

const refreshSelf = (queryClient: QueryClient) =>
  queryClient.invalidateQueries({ queryKey: userKeys.current });

const isThis = (user: { readonly uuid: string }, uuid: string) =>
  user.uuid.toLowerCase() === uuid.toLowerCase();

/** Whether someone's name and address are those of a change. */
const isAs = (
  user: { readonly name: string; readonly email: string | undefined },
  { name, email }: UserChange,
): boolean =>
  (name === undefined || user.name.trim() === name.trim()) &&
  (email === undefined || (user.email !== undefined && sameEmail(user.email, email)));
