import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import { systemIds } from '#contract/system.ts';
import type { SentFilter } from '#src/api/gateway/sent.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address's query; whatever is odd is left out. */
export function readSentFilter(query: URLSearchParams): SentFilter {
  const system = systemIds.find((known) => known === query.get('system'));
  const state = ledgerStates.find((known) => known === query.get('state'));
  const person = query.get('by') ?? '';
  return {
    ...(system ? { system } : {}),
    ...(state ? { state } : {}),
    ...(uuid.test(person) ? { person } : {}),
  };
}

/** The address's query for a filter. */
export function writeSentFilter({ system, state, person }: SentFilter): string {
  const query = new URLSearchParams();
  if (system) query.set('system', system);
  if (state) query.set('state', state);
  if (person) query.set('by', person);
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}
