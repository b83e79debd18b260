import type { SystemId } from '#contract/system.ts';

/** Whether one of the connected systems reaches clients; these are undefined until they are known. */
export const reachesClients = (systems: readonly SystemId[] | undefined): boolean =>
  systems?.some((system) => system === 'chat2desk' || system === 'courier') ?? false;
