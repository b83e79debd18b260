import { setTimeout as pause } from 'node:timers/promises';
import type { Ownership } from '../../../data/owned-work.ts';
import { refusal } from '../../http/refusal.ts';
import type { Publication } from './publication-store.ts';
import { PublicationWorker } from './publication-worker.ts';
import type { Publishing } from './publishing.ts';

const lookEveryMs = 50;
/** Whoever cancels waits for so long for what is on its way to the system. */
const endsWithinMs = 30_000;

/** What each gateway does with publications: it asks the one that carries them out to begin, or to end. */
export class Publisher {
  readonly #options: Publishing;

  constructor(options: Publishing) {
    this.#options = options;
  }

  /** Publishes without any page, as long as this gateway owns that. */
  work(ownership: Ownership): Promise<void> {
    return new PublicationWorker(this.#options, ownership).work();
  }

  /** Something is to be published. */
  async begun(): Promise<void> {
    // Where that does not arrive, it is seen a little later.
    await this.#options.publications.tell().catch(() => undefined);
  }

  /**
   * Ends what is under way for a publication, in any gateway. Returns it, which may have got further by then.
   * @throws Refusal where that takes too long
   */
  async halt(id: string): Promise<Publication> {
    const { publications } = this.#options;
    if (await publications.changeFrom(['sending'], id, { state: 'stopped' })) await this.begun();
    for (const until = performance.now() + endsWithinMs; await publications.isClaimed(id); ) {
      if (performance.now() > until) throw refusal('under-way', {});
      await pause(lookEveryMs);
    }
    return publications.get(id);
  }

  /** The system has reported something about a recording. */
  async heard(organisation: string, recording: string): Promise<void> {
    if (await this.#options.publications.lookNow(organisation, recording)) await this.begun();
  }
}
