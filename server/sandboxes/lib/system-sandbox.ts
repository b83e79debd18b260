import type { Context } from 'hono';
import type { SystemId } from '#contract/system.ts';
import type { Faults } from './faults.ts';
import type { NodeTypes } from './node-types.ts';

/** What a company may have bought. */
export const paidFeatures = ['statistics', 'web-analytics', 'write-first'] as const;
export type PaidFeature = (typeof paidFeatures)[number];

/** How fast what is outside of a system happens, and how much the system bears. Times in ms. */
export interface SystemSettings {
  /** Whether people who are written to read and answer. Changes while the sandbox runs. */
  simulated: boolean;
  readonly readAfterMs: number;
  readonly answerAfterMs: number;
  /** Messages to clients a second. */
  readonly sendsPerSecond: number;
  /** Requests a month, where the system counts them. */
  readonly requestsPerMonth: number;
  /** When a delivery that was not taken comes again; undefined: as the system documents it. */
  readonly hookRepeatedAfterMs: readonly number[] | undefined;
  /** After how long without success a hook is switched off; undefined: as the system documents it. */
  readonly hookDisabledAfterMs: number | undefined;
  /** Whether recorded calls have sound, a tone as long as the call; none unless told. Changes while the sandbox runs. */
  callSound?: boolean;
  /** Paid features that the company does not have; it has all unless told. Changes while the sandbox runs. */
  lacks?: readonly PaidFeature[];
  /** How long an uploaded recording is worked on; a few seconds unless told. */
  readonly processedAfterMs?: number;
  /** Conversations that Chat2Desk has in a new database beyond those of the made-up firm; none unless told. */
  readonly conversations?: number;
  /** Recorded calls that Courier has in a new database beyond those of the made-up firm; none unless told. */
  readonly calls?: number;
}

/** What a connected system is given to work with. */
export interface Surroundings {
  readonly dataDir: string;
  readonly settings: SystemSettings;
  readonly faults: Faults;
  /** Hosts beyond loopback that webhooks may be delivered to. */
  readonly webhookHosts: readonly string[];
  /** Where the sandbox is, once it listens. */
  readonly origin: () => string;
  readonly log: (line: string) => void;
}

/** A system that runs. */
export interface RunningSystem {
  /** Answers a request below `/systems/<id>`; `path` is what comes after that, without the query. */
  answer(context: Context<NodeTypes>, path: string): Promise<Response>;
  /** Makes something happen that no operation does; only `/sandbox` asks for it. @throws ApiError */
  happen(event: unknown): unknown;
  resetLimits(): void;
  close(): Promise<void>;
}

/** A connected system as a sandbox. Its database is opened, and filled when it is new, by the first request. */
export interface SystemSandbox {
  readonly id: SystemId;
  /** Names of its operations, for the fault switch. */
  readonly operations: readonly string[];
  open(surroundings: Surroundings): RunningSystem;
}
