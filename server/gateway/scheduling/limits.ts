import type { SharedHolds } from './shared-holds.ts';

/** Lets each actor, a person, session, recording or connection, do so much within a time. */
export interface Limiter {
  /** Takes one; returns the seconds to wait when there is none left, else 0. */
  take(actor: string): Promise<number>;
  /** Returns one that was taken in advance. */
  giveBack(actor: string): void;
}

export interface Limit {
  /** What is limited; no other limit of a gateway has this name. */
  readonly name: string;
  readonly requests: number;
  /** A minute by default. */
  readonly perMs?: number;
  /**
   * What one gateway counts: whether all comes back at the end of a minute, or a little all the time, for what people look at.
   * Several gateways count in the second way.
   */
  readonly comesBack: 'at-once' | 'steadily';
}

export interface Limits {
  of(limit: Limit): Limiter;
  /** Waits that systems have asked other gateways for; undefined where there are none. */
  readonly holds: SharedHolds | undefined;
  /** Forgets those who have everything. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}
