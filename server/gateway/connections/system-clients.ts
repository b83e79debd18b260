import type { UpstreamClient, UpstreamClients } from '../../upstreams/client.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { refusal } from '../http/refusal.ts';
import type { OfferedSystem } from './offered.ts';

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
