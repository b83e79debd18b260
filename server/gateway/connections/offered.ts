import type { ConnectedOperation, System } from '#contract/system.ts';

/** A system that organisations may connect. */
export interface OfferedSystem {
  readonly system: System;
  readonly operations: readonly ConnectedOperation[];
  /** Its address; undefined where an admin enters it. */
  readonly url: string | undefined;
  /** Settings that an operator has switched on for rows with the guard `two-admins`; the rows of others are refused. */
  readonly allowed: readonly string[];
}

/** The setting that lets two admins together request what cannot be undone. */
export const purgeSetting = 'COURIER_ALLOW_PURGE';
