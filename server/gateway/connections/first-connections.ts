import type { SystemId } from '#contract/system.ts';
import type { ConnectionStore, Person } from './store.ts';

/** Connections of an organisation that nobody has to make. */
export interface FirstConnections {
  readonly organisation: string;
  readonly savedBy: Person;
  readonly keys: Readonly<Record<SystemId, string>>;
}

const systems: readonly SystemId[] = ['chat2desk', 'claap', 'courier'];

/** Saves them where there has never been a connection. */
export async function connectAtFirst(
  store: ConnectionStore,
  { organisation, savedBy, keys }: FirstConnections,
): Promise<void> {
  if (!(await store.isUnused())) return;
  for (const system of systems) {
    const given = { key: keys[system], url: null, savedBy, quota: null };
    await store.save(organisation, system, null, given);
  }
}
