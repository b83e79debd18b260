import type { Logger } from '../../http/log.ts';
import type { AskCompany } from '../conversations/company.ts';
import { companyOf } from '../conversations/company.ts';
import type { Writing } from '../write-noted.ts';
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
export interface Publishing extends Writing {
  readonly publications: PublicationStore;
  readonly spool: Spool;
  readonly log: Logger;
  readonly pace: Pace;
}

/** Reads at an organisation's system. */
export const askOf = (options: Publishing, organisation: string): AskCompany =>
  companyOf(options, organisation);
