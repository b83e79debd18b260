import * as v from 'valibot';
import type { ConnectedOperation } from '#contract/system.ts';
import type { UpstreamClient, UpstreamClients } from '../../upstreams/client.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { refusal } from '../http/refusal.ts';
import { fieldAt } from './fields.ts';
import type { OfferedSystem } from './offered.ts';
import type { ConnectionStore } from './store.ts';

/** Where a later request goes, as a response said. */
const kept = v.object({ url: v.string(), form: v.optional(v.record(v.string(), v.string())) });

export interface Elsewhere {
  readonly client: UpstreamClient;
  /** With its query. */
  readonly path: string;
  /** Form fields that come before the file. */
  readonly form: Readonly<Record<string, string>> | undefined;
}

const nameOf = ({ addressFrom }: ConnectedOperation) => `${addressFrom?.operation} ${addressFrom?.address}`;

/** Keeps the addresses in a response that later requests go to; nobody else gets them. */
export async function keepAddresses(
  store: ConnectionStore,
  { system, operations }: OfferedSystem,
  organisation: string,
  row: ConnectedOperation,
  body: unknown,
): Promise<void> {
  for (const later of operations) {
    const { addressFrom } = later;
    if (addressFrom?.operation !== row.name) continue;
    const id = fieldAt(body, addressFrom.id);
    const form = addressFrom.form === undefined ? undefined : fieldAt(body, addressFrom.form);
    const found = v.safeParse(kept, { url: fieldAt(body, addressFrom.address), form: form ?? undefined });
    if ((typeof id !== 'string' && typeof id !== 'number') || !found.success) continue;
    const address = JSON.stringify(found.output);
    await store.keepAddress(organisation, system.id, nameOf(later), String(id), address);
  }
}

/**
 * Returns the address that an earlier response gave for this request.
 * @throws Refusal when there is none, or when it is not public.
 */
export async function elsewhereOf(
  store: ConnectionStore,
  clients: UpstreamClients,
  { system }: OfferedSystem,
  organisation: string,
  row: ConnectedOperation,
  params: Readonly<Record<string, string>>,
): Promise<Elsewhere> {
  const id = Object.values(params).join('/');
  const text = await store.address(organisation, system.id, nameOf(row), id);
  const found = v.safeParse(kept, text === undefined ? undefined : JSON.parse(text));
  if (!found.success) throw refusal('address-unknown', { system: system.name });
  const { url, form } = found.output;
  try {
    if (!URL.canParse(url)) throw new NotPublic('no address');
    const { origin, pathname, search, username, password, hash } = new URL(url);
    if (username + password + hash !== '') throw new NotPublic('more than an address');
    return { client: clients.at(origin), path: pathname + search, form };
  } catch (error) {
    if (error instanceof NotPublic) throw refusal('address-not-public', { system: system.name });
    throw error;
  }
}
