import type { QueryClient } from '@tanstack/react-query';
import { adminDeleteUser, adminInviteUser, adminUpdateUser } from '#contract/admin.ts';
import { updateUser } from '#contract/claritalk.ts';
import type { BodyOf } from '#contract/operation.ts';
import { call } from './client.ts';
import { userKeys } from './users.ts';
import { elevated, type Wish } from './wish.ts';

export type UserChange = BodyOf<typeof updateUser>;
export type Invitation = BodyOf<typeof adminInviteUser>;

/** Changes the own name or e-mail address. @throws ApiError */
export async function changeOwnProfile(
  queryClient: QueryClient,
  uuid: string,
  change: Omit<UserChange, 'role'>,
): Promise<void> {
  await call(updateUser, { params: { uuid }, body: change });
  await Promise.all([refreshUsers(queryClient), refreshSelf(queryClient)]);
}

/** Changes somebody else, as an admin. @throws ApiError */
export async function changeUser(
  queryClient: QueryClient,
  uuid: string,
  change: UserChange,
  wish: Wish,
): Promise<void> {
  await call(adminUpdateUser, { params: { uuid }, body: change, ...elevated(wish) });
  await refreshUsers(queryClient);
}

/** Deletes somebody else, as an admin. @throws ApiError */
export async function removeUser(queryClient: QueryClient, uuid: string, wish: Wish): Promise<void> {
  await call(adminDeleteUser, { params: { uuid }, ...elevated(wish) });
  void refreshUsers(queryClient);
}

/** Invites one person, as an admin. @throws ApiError 'conflict' when the person is a user already */
export const inviteOne = (invitation: Invitation, wish: Wish): Promise<unknown> =>
  call(adminInviteUser, { body: invitation, ...elevated(wish) });

/** Asks again who is there. */
export const refreshUsers = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: userKeys.all });

const refreshSelf = (queryClient: QueryClient) =>
  queryClient.invalidateQueries({ queryKey: userKeys.current });
