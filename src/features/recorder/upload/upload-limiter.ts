import { fields } from '#src/lib/reader.ts';
import { Limiter } from '#src/services/quota/limiter.ts';
import type { SharedMemory } from '../spool/shared-memory.ts';

// Claritalk allows 50 uploads a minute; a burst of five on top of forty stays below.
const rate = { perMinute: 40, burst: 5 };
const key = 'claritalk.upload-pace';
/** A wait that the server asked for is honoured by later tabs and visits, unless it is unreasonably long. */
const longestHoldMs = 60 * 60_000;

interface Kept {
  readonly tokens: number;
  readonly at: number;
  /** Nothing is sent before this instant; the server asked for it. Milliseconds since 1970, as `at`. */
  readonly notBefore: number;
}

/**
 * Keeps the uploads of this browser below the server's quota. The limiter's level is stored where all tabs see it:
 * after a reload, or in another tab that takes over, it continues from there. Only the tab that holds the upload lock
 * asks, so there is one writer at a time.
 */
export class UploadLimiter {
  readonly #memory: SharedMemory;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  /** Returns how many milliseconds to wait before sending one chunk, and reserves it. */
  take(now: number): number {
    const kept = this.#read(now);
    const limiter = new Limiter(rate, kept);
    if (kept) limiter.hold(kept.notBefore);
    const waitMs = limiter.take(now);
    this.#write({ ...limiter.level, notBefore: kept?.notBefore ?? 0 });
    return waitMs;
  }

  /** Milliseconds for which the server still wants nothing sent. */
  heldMs(now: number): number {
    return Math.max(0, (this.#read(now)?.notBefore ?? 0) - now);
  }

  /** The server asked for no requests before `until` (milliseconds since 1970). */
  hold(until: number, now: number): void {
    const kept = this.#read(now) ?? { tokens: rate.burst, at: now, notBefore: 0 };
    this.#write({ ...kept, notBefore: Math.max(kept.notBefore, until) });
  }

  #write(kept: Kept): void {
    this.#memory.write(key, JSON.stringify(kept));
  }

  /** What was stored, as far as it makes sense: foreign data and changed clocks must not stop uploads for good. */
  #read(now: number): Kept | undefined {
    const kept = parsed(this.#memory.read(key));
    if (!kept) return undefined;
    return {
      tokens: Math.min(rate.burst, Math.max(-rate.burst, kept.tokens)),
      at: Math.min(now, kept.at),
      notBefore: kept.notBefore - now > longestHoldMs ? 0 : kept.notBefore,
    };
  }
}

function parsed(text: string | undefined): Kept | undefined {
  try {
    const { tokens, at, notBefore } = fields(JSON.parse(text ?? ''));
    if (typeof tokens !== 'number' || typeof at !== 'number' || typeof notBefore !== 'number')
      return undefined;
    return { tokens, at, notBefore };
  } catch {
    return undefined;
  }
}
