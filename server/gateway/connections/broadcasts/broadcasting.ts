import type { Leases } from '../../../data/leases.ts';
import type { Logger } from '../../http/log.ts';
import { companyOf } from '../conversations/company.ts';
import type { Courier } from '../courier/courier.ts';
import type { Writing } from '../write-noted.ts';
import type { BroadcastStore } from './broadcast-store.ts';
import type { Turns } from './turns.ts';

/** How long things are waited for, in ms. */
export interface BroadcastPace {
  /** Before anything leaves. */
  readonly cancelMs: number;
  /** Requests of a broadcast in a second: Courier documents no limit, so an operator says it. */
  readonly perSecond: number;
  /** Before the next try after so many failures with which nothing was sent; undefined gives up. */
  readonly retryMs: (failures: number) => number | undefined;
  /** Before the next look at what became of it, after so many; undefined ends that. */
  readonly followMs: (looks: number) => number | undefined;
  /** Until then what is not found may still arrive. */
  readonly arrivesMs: number;
  /** What waited longer than this for a gateway that did not run is not sent without a person. */
  readonly staleMs: number;
}

const second = 1_000;
const minute = 60 * second;

/** Looks: at once, while people watch; when what did not arrive cannot arrive any longer; and when mail has had its time. */
const looksMs = [5 * second, 20 * second, 2 * minute, 10 * minute, 60 * minute];

export const usualBroadcastPace: BroadcastPace = {
  cancelMs: 30 * second,
  perSecond: 5,
  retryMs: (failures) => (failures > 10 ? undefined : Math.min(5 * minute, second * 2 ** failures)),
  followMs: (looks) => looksMs[looks],
  arrivesMs: 2 * minute,
  staleMs: 15 * minute,
};

/** What broadcasts work with. */
export interface Broadcasting extends Writing {
  readonly courier: Courier;
  readonly broadcasts: BroadcastStore;
  readonly leases: Leases;
  readonly turns: Turns;
  readonly log: Logger;
  readonly pace: BroadcastPace;
}

/** Reads at an organisation's company, each time in its turn. */
export function askInTurn(options: Broadcasting, organisation: string, signal: AbortSignal) {
  const ask = companyOf(options, organisation);
  const inTurn: typeof ask = (row, input) => options.turns.run(organisation, signal, () => ask(row, input));
  return inTurn;
}
