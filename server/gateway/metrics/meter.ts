/** What became of a request to a system: the class of its status, or why there was none. */
export type UpstreamOutcome = '2xx' | '3xx' | '4xx' | '5xx' | 'timeout' | 'unreachable' | 'lost' | 'aborted';

/** A request and its response, when it is over. */
export interface MeasuredRequest {
  readonly method: string;
  /** Path template of a forwarded operation; undefined for everything else. */
  readonly template: string | undefined;
  readonly url: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts what happens. Nothing it is given says who did it. */
export interface Meter {
  request(given: MeasuredRequest): void;
  upstream(system: string, outcome: UpstreamOutcome, seconds: number): void;
  /** What a system said is left of a quota, from 0 to 1. */
  quotaLeft(system: string, share: number): void;
  /** Bytes of a file that a system has accepted or refused. */
  uploaded(system: string, bytes: number): void;
  webhook(system: string, result: string): void;
}

/** Where nobody wants to know. */
export const noMeter: Meter = {
  request() {},
  upstream() {},
  quotaLeft() {},
  uploaded() {},
  webhook() {},
};
