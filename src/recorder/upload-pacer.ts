import { TokenBucket } from './model/token-bucket.ts';
import type { SharedMemory } from './shared-memory.ts';

// Claritalk allows 50 uploads a minute; a burst of five on top of forty stays below.
const uploadsPerMinute = 40;
const uploadBurst = 5;
const key = 'claritalk.upload-pace';
/** A wait that the server asked for is honoured by later tabs and visits, but not if it is beyond reason. */
const longestHoldMs = 60 * 60_000;

interface Pace {
  readonly tokens: number;
  readonly at: number;
  /** Nothing is sent before this instant; the server asked for it. Milliseconds since 1970, as `at`. */
  readonly notBefore: number;
}

/**
 * Keeps the uploads of this browser below the server's rate limit. The pace is written down where all tabs see
 * it: a reload, or another tab that takes over, begins with what the tab before has left. Only the tab that
 * holds the upload lock asks, so there is one writer at a time.
 */
export class UploadPacer {
  readonly #memory: SharedMemory;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  /** Takes the right to send one chunk and answers how many milliseconds to wait before using it. */
  take(now: number): number {
    const pace = this.#read(now);
    const bucket = new TokenBucket(uploadsPerMinute, uploadBurst, now, pace);
    const waitMs = bucket.take(now);
    this.#write({ ...bucket.level, notBefore: pace?.notBefore ?? 0 });
    return waitMs;
  }

  /** Milliseconds for which the server still wants nothing sent. */
  heldMs(now: number): number {
    return Math.max(0, (this.#read(now)?.notBefore ?? 0) - now);
  }

  /** The server asked to send nothing before `until` (milliseconds since 1970). */
  hold(until: number, now: number): void {
    const pace = this.#read(now) ?? { tokens: uploadBurst, at: now, notBefore: 0 };
    this.#write({ ...pace, notBefore: Math.max(pace.notBefore, until) });
  }

  #write(pace: Pace): void {
    this.#memory.write(key, JSON.stringify(pace));
  }

  /** What was written, as far as it makes sense: other hands and set clocks must not stop uploads for good. */
  #read(now: number): Pace | undefined {
    const pace = parsed(this.#memory.read(key));
    if (!pace) return undefined;
    return {
      tokens: Math.min(uploadBurst, Math.max(-uploadBurst, pace.tokens)),
      at: Math.min(now, pace.at),
      notBefore: pace.notBefore - now > longestHoldMs ? 0 : pace.notBefore,
    };
  }
}

function parsed(text: string | undefined): Pace | undefined {
  try {
    const { tokens, at, notBefore } = JSON.parse(text ?? '') as Partial<Record<keyof Pace, unknown>>;
    if (typeof tokens !== 'number' || typeof at !== 'number' || typeof notBefore !== 'number')
      return undefined;
    return { tokens, at, notBefore };
  } catch {
    return undefined;
  }
}
