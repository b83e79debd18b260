import type { UpstreamClient, UpstreamClients } from '../../upstreams/client.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { refusal } from '../http/refusal.ts';
import type { Asking } from './ask-system.ts';
import type { OfferedSystem } from './offered.ts';
import type { ConnectionStore } from './store.ts';

export interface SystemClients {
  /** For the addresses that the operator set. */
  readonly clients: UpstreamClients;
  /** For addresses that others gave. */
  readonly publicClients: UpstreamClients;
}

/** Returns the client for a system, at the operator's address or else the admin's. @throws Refusal */
export function clientOf(
  { clients, publicClients }: SystemClients,
  { url, system }: OfferedSystem,
  given: string | null,
): UpstreamClient {
  if (url !== undefined) return clients.at(url, system.id);
  try {
    return publicClients.at(given ?? '', system.id);
  } catch (error) {
    if (error instanceof NotPublic) throw refusal('address-refused', {});
    throw error;
  }
}

export interface AskingOptions extends SystemClients {
  readonly offered: OfferedSystem;
  readonly store: Pick<ConnectionStore, 'opened'>;
}

/** The key of an organisation's connection and the client for it. @throws Refusal */
export async function askingOf(
  options: AskingOptions,
  organisation: string,
): Promise<Asking & { readonly refused: () => Promise<void> }> {
  const { store, offered } = options;
  const { id, name: system } = offered.system;
  const opened = await store.opened(organisation, id);
  if (!opened) throw refusal('not-connected', { system });
  const { connection, key, refused } = opened;
  const bad = refusal('key-refused', { system });
  if (connection.isRefused) throw bad;
  if (key === undefined) throw refusal('key-lost', { system });
  return { client: clientOf(options, offered, connection.url), key, bad, refused };
}
