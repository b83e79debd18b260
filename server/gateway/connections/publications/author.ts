import { claap } from '#contract/claap/system.ts';
import { everyone } from '#contract/gateway/connections.ts';
import type { Member } from '../../elevation/members.ts';
import type { ConnectionStore } from '../store.ts';

/**
 * Returns the e-mail address that someone publishes under: the one that an admin has set for them, or else for everyone,
 * or else their own; undefined where they have none.
 */
export async function authorAt(
  store: Pick<ConnectionStore, 'link'>,
  { organisation, uuid, email }: Pick<Member, 'organisation' | 'uuid' | 'email'>,
): Promise<string | undefined> {
  const set =
    (await store.link(organisation, claap.id, uuid)) ?? (await store.link(organisation, claap.id, everyone));
  return set ?? (email === '' ? undefined : email);
}
