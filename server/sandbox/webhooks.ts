import type { WebhookEvent } from '#contract/webhooks.ts';
import type { Database } from './database.ts';
import type { Settings } from './settings.ts';

const timeoutMs = 5000;
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Delivers webhooks, best effort: once, with a timeout, to the URL of the tenant's OAuth client. */
export class Webhooks {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #running = new Set<Promise<void>>();

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

  /** Waits for the deliveries under way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #deliver(target: string, event: string, body: string): Promise<void> {
    const url = new URL(target);
    const allowed = [...loopbackHosts, ...this.#settings.webhookHosts];
    if (!/^https?:$/.test(url.protocol) || !allowed.includes(url.hostname)) {
      this.#log(event, url.host, 'refused: not a loopback host');
      return;
    }
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'Claritalk-Sandbox' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      this.#log(event, url.host, String(response.status));
    } catch (error) {
      this.#log(event, url.host, error instanceof Error ? error.name : 'failed');
    }
  }

  // The path of a webhook URL is often its secret: only the host is logged.
  #log(event: string, host: string, outcome: string) {
    this.#settings.log(JSON.stringify({ at: new Date().toISOString(), webhook: event, host, outcome }));
  }
}
