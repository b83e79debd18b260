/** What the gateway recorded of something with an effect: an entry of its ledger. */
import * as v from 'valibot';
import { effects, systemIds } from '../system.ts';
import { sharedFile } from './shared-files.ts';

const systemId = v.picklist(systemIds);

/** How far something is that has an effect. */
export const ledgerStates = [
  'under-way',
  'done',
  /** The system said no. */
  'refused',
  /** It may have been done, or not. */
  'unknown',
  /** It did not get as far as the system. */
  'not-sent',
] as const;

export const ledgerEntry = v.object({
  id: v.number(),
  system: systemId,
  /** Name of its row. */
  operation: v.string(),
  /** What its documentation calls it, in English. */
  title: v.string(),
  effect: v.picklist(effects),
  state: v.picklist(ledgerStates),
  /** Its idempotency key. */
  key: v.string(),
  person: v.object({ uuid: v.string(), name: v.string() }),
  at: v.string(),
  endedAt: v.nullable(v.string()),
  /** Status that was answered. */
  status: v.nullable(v.number()),
  /** Whether it still waits in the gateway, and can be cancelled. */
  waiting: v.boolean(),
  /** Whether the gateway can find out what became of it, and when someone last did. */
  canLook: v.boolean(),
  lookedAt: v.nullable(v.string()),
  /** Whether it did not happen, can be sent again, and nobody has done so. */
  canRetry: v.boolean(),
  /** The entry that this one does again, and the one that did this again; their ids. */
  retryOf: v.nullable(v.number()),
  retriedBy: v.nullable(v.number()),
  /** Conversation that it is about, where that is known. */
  dialog: v.nullable(v.number()),
  /** Meetings that it is about. */
  meetings: v.array(v.string()),
  /** The PDF that a link in it leads to. */
  shared: v.nullable(sharedFile),
});

export type LedgerEntry = v.InferOutput<typeof ledgerEntry>;
