import { setTimeout as pause } from 'node:timers/promises';
import type { WebhookEvent } from '#contract/claritalk/webhooks.ts';
import type { Database } from '../lib/database.ts';
import { mayBeTold, postHook } from '../lib/post-hook.ts';
import type { Settings } from './settings.ts';

/** Pauses before a delivery that got no 2xx is sent again, in ms. */
const retryAfterMs: readonly number[] = [1_000, 5_000, 30_000, 120_000];

/**
 * Delivers webhooks to the URL of the tenant's OAuth client. One that gets no 2xx in time is sent again a few times,
 * with the same body; whatever is waiting when the sandbox ends is dropped.
 */
export class Webhooks {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(database: Database, settings: Settings) {
    this.#database = database;
    this.#settings = settings;
  }

  /** Sends an event to every registered URL of an organisation, without waiting for the response. */
  send(organisationId: number, event: WebhookEvent, data: unknown): void {
    const rows = this.#database.all<{ webhook_url: string }>(
      'SELECT DISTINCT webhook_url FROM clients WHERE organisation_id = ? AND webhook_url IS NOT NULL',
      organisationId,
    );
    if (rows.length === 0) return;
    const body = JSON.stringify({
      event,
      timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      data,
      meta: { source: 'claritalk', version: '1.0' },
    });
    for (const { webhook_url } of rows) {
      const delivery = this.#deliver(webhook_url, event, body);
      this.#running.add(delivery);
      void delivery.finally(() => this.#running.delete(delivery));
    }
  }

  /** Waits for the deliveries in progress and sends nothing again. */
  async settle(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }

  async #deliver(target: string, event: string, body: string): Promise<void> {
    const url = new URL(target);
    if (!mayBeTold(url, this.#settings.webhookHosts)) {
      this.#log(event, url.host, 'refused: not a loopback host');
      return;
    }
    for (const wait of [...retryAfterMs, undefined]) {
      const { outcome, taken } = await postHook(url, body, { 'User-Agent': 'Claritalk-Sandbox' });
      this.#log(event, url.host, outcome);
      if (taken || wait === undefined) return;
      const again = await pause(wait, true, { ref: false, signal: this.#closing.signal }).catch(() => false);
      if (!again) return;
    }
  }

  // The path of a webhook URL is often its secret: only the host is logged.
  #log(event: string, host: string, outcome: string) {
    this.#settings.log(JSON.stringify({ at: new Date().toISOString(), webhook: event, host, outcome }));
  }
}
