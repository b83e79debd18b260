import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { ApiErrorKind } from '#src/api/client/errors.ts';

/** The progress of an upload. Bytes count the recording, not the wire. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** The chunk on its way, counted from one. */
  readonly chunk: number;
  readonly totalChunks: number;
  /** Undefined until it is known. */
  readonly bytesPerSecond?: number | undefined;
}

/** Why an upload cannot continue automatically. */
export interface UploadProblem {
  readonly kind: ApiErrorKind | 'storage' | 'unexpected';
  readonly status: number | undefined;
  /** Why the gateway refused it, or else the server's own words, if it gave any. */
  readonly refusal?: RefusalReason | undefined;
  readonly message: string | undefined;
}

/** What has to recover: the network, the server, its rate limit, or the storage of this browser. */
export type WaitReason = 'offline' | 'server' | 'rate-limited' | 'storage';

/** The upload of one recording. Everything but `uploaded` keeps the whole recording on this device. */
export type UploadState =
  /** Waits for its turn; perhaps another tab uploads. */
  | { readonly phase: 'queued'; readonly progress: UploadProgress }
  | { readonly phase: 'sending'; readonly progress: UploadProgress }
  /** Retries automatically at `until` (milliseconds since 1970). */
  | {
      readonly phase: 'waiting';
      readonly progress: UploadProgress;
      readonly reason: WaitReason;
      readonly until: number;
    }
  | { readonly phase: 'signed-out'; readonly progress: UploadProgress }
  | { readonly phase: 'attention'; readonly progress: UploadProgress; readonly problem: UploadProblem }
  | { readonly phase: 'uploaded'; readonly meetingId: string };
