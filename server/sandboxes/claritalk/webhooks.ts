import { setTimeout as pause } from 'node:timers/promises';
import type { WebhookEvent } from '#contract/claritalk/webhooks.ts';
import type { Database } from './database.ts';
import type { Settings } from './settings.ts';

const timeoutMs = 5000;
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Pauses before a delivery that was not answered with 2xx is sent again, in ms. */
const retryAfterMs: readonly number[] = [1_000, 5_000, 30_000, 120_000];

/**
 * Delivers webhooks to the URL of the tenant's OAuth client. One that is not answered with 2xx in time is sent again
 * a few times, the same body each time; what waits for that when the sandbox ends is given up.
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

  /** Sends an event to every registered URL of an organisation, without waiting for the answer. */
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

  /** Waits for the deliveries under way and sends nothing again. */
  async settle(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }

  async #deliver(target: string, event: string, body: string): Promise<void> {
    const url = new URL(target);
    const allowed = [...loopbackHosts, ...this.#settings.webhookHosts];
    if (!/^https?:$/.test(url.protocol) || !allowed.includes(url.hostname)) {
      this.#log(event, url.host, 'refused: not a loopback host');
      return;
    }
    for (const wait of [...retryAfterMs, undefined]) {
      const outcome = await this.#post(url, body);
      this.#log(event, url.host, outcome);
      if (/^2\d\d$/.test(outcome) || wait === undefined) return;
      const again = await pause(wait, true, { ref: false, signal: this.#closing.signal }).catch(() => false);
      if (!again) return;
    }
  }

  /** Sends a delivery once and answers the status, or the name of what went wrong. */
  async #post(url: URL, body: string): Promise<string> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'Claritalk-Sandbox' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return String(response.status);
    } catch (error) {
      return error instanceof Error ? error.name : 'failed';
    }
  }

  // The path of a webhook URL is often its secret: only the host is logged.
  #log(event: string, host: string, outcome: string) {
    this.#settings.log(JSON.stringify({ at: new Date().toISOString(), webhook: event, host, outcome }));
  }
}
