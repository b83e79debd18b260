import { mayBeTold, postHook } from './post-hook.ts';

/** Calls addresses that requests name, once each and on this machine only. */
export class Callbacks {
  readonly #hosts: readonly string[];
  readonly #running = new Set<Promise<unknown>>();

  /** @param hosts that may be called beyond loopback. */
  constructor(hosts: readonly string[]) {
    this.#hosts = hosts;
  }

  post(address: unknown, body: unknown): void {
    const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !mayBeTold(url, this.#hosts)) return;
    const work = postHook(url, JSON.stringify(body), {}).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Waits for calls that are under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }
}
