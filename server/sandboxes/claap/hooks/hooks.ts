import { randomUUID } from 'node:crypto';
import { claap } from '#contract/claap/system.ts';
import { type WebhookEvent, webhookIdHeader } from '#contract/claap/webhooks.ts';
import type { Database } from '../../lib/database.ts';
import type { Later } from '../../lib/later.ts';
import { postHook } from '../../lib/post-hook.ts';
import type { Recording } from '../store/recordings.ts';
import { viewOf } from '../view.ts';

interface Hook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

const documented = claap.webhooks?.repeatedAfterMs ?? [];
const secretHeader = claap.webhooks?.verification.header ?? '';

interface HooksOptions {
  readonly database: Database;
  readonly later: () => Later;
  readonly repeatedAfterMs: readonly number[] | undefined;
}

/** Tells addresses of what happens to recordings. Claap’s support registers them, here `/sandbox` does. */
export class Hooks {
  readonly #database: Database;
  readonly #later: () => Later;
  readonly #repeatedAfterMs: readonly number[];
  readonly #running = new Set<Promise<void>>();

  constructor({ database, later, repeatedAfterMs }: HooksOptions) {
    this.#database = database;
    this.#later = later;
    this.#repeatedAfterMs = repeatedAfterMs ?? documented;
  }

  /** Registers an address; another with the same URL is replaced. */
  register(url: string, secret: string): Hook {
    this.#database.run('DELETE FROM hooks WHERE url = ?', url);
    const hook = { id: randomUUID(), url, secret };
    this.#database.run('INSERT INTO hooks VALUES (?, ?, ?)', hook.id, hook.url, hook.secret);
    return hook;
  }

  remove(url: string): boolean {
    return this.#database.run('DELETE FROM hooks WHERE url = ?', url).changes > 0;
  }

  emit(type: WebhookEvent, recording: Recording): void {
    const body = JSON.stringify({ eventId: randomUUID(), event: { type, recording: viewOf(recording) } });
    for (const { id } of this.#database.all<Hook>('SELECT * FROM hooks ORDER BY rowid'))
      this.deliver(id, body, 0);
  }

  /** Posts a delivery; what is not taken comes again, with the same id, as often as is documented. */
  deliver(hookId: string, body: string, attempt: number): void {
    const work = this.#post(hookId, body, attempt).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #post(hookId: string, body: string, attempt: number): Promise<void> {
    const hook = this.#database.get<Hook>('SELECT * FROM hooks WHERE id = ?', hookId);
    if (!hook) return;
    const headers = { [webhookIdHeader]: hook.id, [secretHeader]: hook.secret };
    const { taken } = await postHook(new URL(hook.url), body, headers);
    const wait = this.#repeatedAfterMs[attempt];
    if (taken || wait === undefined) return;
    this.#later().add(Date.now() + wait, 'deliver', hookId, { body, attempt: attempt + 1 });
  }

  /** Waits for deliveries that are under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }
}
