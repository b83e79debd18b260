import type { Logger } from '../../http/log.ts';
import { refusal } from '../../http/refusal.ts';
import type { Asking } from '../ask-system.ts';
import type { AskCompany } from '../conversations/company.ts';
import { companyOf } from '../conversations/company.ts';
import type { Ledger } from '../ledger.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import { clientOf, type SystemClients } from '../system-clients.ts';
import type { PublicationStore } from './publication-store.ts';
import type { Spool } from './spool.ts';

/** How long things are waited for, in ms. */
export interface Pace {
  /** Before the next try after so many failures that say nothing final; undefined gives up. */
  readonly retryMs: (failures: number) => number | undefined;
  /** Between two looks for a recording whose creation is in doubt, and until when it may still appear. */
  readonly lookMs: number;
  readonly arrivesMs: number;
  /** Before the next look at what the system does with a recording, after so many. */
  readonly followMs: (looks: number) => number;
  /** For how long it is looked at. */
  readonly followForMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const usualPace: Pace = {
  retryMs: (failures) => (failures > 10 ? undefined : Math.min(5 * minute, second * 2 ** failures)),
  lookMs: 15 * second,
  arrivesMs: 2 * minute,
  followMs: (looks) => Math.min(5 * minute, 5 * second * 2 ** Math.min(looks, 10)),
  followForMs: 24 * hour,
};

/** What publishing works with. */
export interface Publishing extends SystemClients {
  readonly offered: OfferedSystem;
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly publications: PublicationStore;
  readonly spool: Spool;
  readonly log: Logger;
  readonly pace: Pace;
}

/** Reads at an organisation's system. */
export const askOf = (options: Publishing, organisation: string): AskCompany =>
  companyOf(options, organisation);

/** The key of an organisation's connection and the client for it. @throws Refusal */
export function askingOf(
  options: Publishing,
  organisation: string,
): Asking & { readonly refused: () => void } {
  const { store, offered } = options;
  const { id, name: system } = offered.system;
  const stored = store.find(organisation, id);
  if (!stored) throw refusal('not-connected', { system });
  const bad = refusal('key-refused', { system });
  if (stored.isRefused) throw bad;
  const kept = store.key(organisation, id);
  if (!kept) throw refusal('key-lost', { system });
  const { key, refused } = kept;
  return { client: clientOf(options, offered, stored.url), key, bad, refused };
}
