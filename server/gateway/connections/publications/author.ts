import { claap } from '#contract/claap/system.ts';
import { everyone } from '#contract/gateway/connections.ts';
import type { Member } from '../../elevation/members.ts';
import type { ConnectionStore } from '../store.ts';

/**
 * Returns the e-mail address that someone publishes under: the one that an admin has set for them, or else for everyone,
 * or else their own; undefined where they have none.
 */
export const authorAt = (
  store: Pick<ConnectionStore, 'link'>,
  { organisation, uuid, email }: Pick<Member, 'organisation' | 'uuid' | 'email'>,
): string | undefined =>
  store.link(organisation, claap.id, uuid) ??
  store.link(organisation, claap.id, everyone) ??
  (email === '' ? undefined : email);
