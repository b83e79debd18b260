import { createHash, createHmac } from 'node:crypto';
import * as v from 'valibot';
import { chat2desk } from '#contract/chat2desk/system.ts';
import { aiHints, hookTypeOf, type WebhookEvent } from '#contract/chat2desk/webhooks.ts';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';
import { mayBeTold, postHook } from '../../lib/post-hook.ts';
import type { Surroundings } from '../../lib/system-sandbox.ts';
import { apiToken } from '../credentials.ts';
import { withAddresses } from '../files.ts';
import { eventTime, iso, unixSeconds } from '../values/times.ts';

export interface HookRow {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly events: string;
  readonly channels: string;
  readonly status: string;
  readonly errors: string;
  readonly failing_since: number | null;
}

const textsColumn = jsonColumn(v.array(v.string()));
const idsColumn = jsonColumn(v.array(v.number()));
const errorsColumn = jsonColumn(v.array(v.object({ time: v.string(), error: v.string() })));
/** How many failures of a hook are listed. */
const keptErrors = 10;

export const toHook = (row: HookRow) => ({
  id: row.id,
  name: row.name,
  url: row.url,
  events: v.parse(textsColumn, row.events),
  status: row.status,
  errors: v.parse(errorsColumn, row.errors),
  source: 'client',
  channels: v.parse(idsColumn, row.channels),
});

/** In these, the documentation gives the time another name. */
const withTimestamp: readonly WebhookEvent[] = ['new_ticket', 'ticket_updated', 'ticket_deleted'];

/** The text that serves as the key of signatures. */
const signingKey = createHash('md5').update(apiToken).digest('hex');

/** Returns the signature of a body followed by its time in unix seconds. */
export const sign = (key: string, body: string, timestamp: string): string =>
  createHmac('sha256', key).update(body).update(timestamp).digest('hex');

const hintsAnswer = v.pipe(v.string(), v.parseJson(), aiHints);

interface Delivery {
  readonly event: WebhookEvent;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Notifies webhooks of what happens, each in chronological order. What was not accepted is sent again unchanged; a hook
 * that has accepted nothing for some hours is switched off. Whatever is waiting when the sandbox ends is dropped.
 */
export class Hooks {
  readonly #database: Database;
  readonly #surroundings: Surroundings;
  readonly #repeatedAfterMs: readonly number[];
  readonly #disabledAfterMs: number;
  readonly #waiting = new Set<NodeJS.Timeout>();
  /** The end of each hook's queue. */
  readonly #queues = new Map<number, Promise<void>>();
  #closed = false;

  constructor(database: Database, surroundings: Surroundings) {
    const { hookRepeatedAfterMs, hookDisabledAfterMs } = surroundings.settings;
    this.#database = database;
    this.#surroundings = surroundings;
    this.#repeatedAfterMs = hookRepeatedAfterMs ?? chat2desk.webhooks?.repeatedAfterMs ?? [];
    this.#disabledAfterMs = hookDisabledAfterMs ?? chat2desk.webhooks?.disabledAfterMs ?? Infinity;
  }

  /** `channelId` where the event belongs to a channel: hooks of other channels are not notified. */
  emit(event: WebhookEvent, payload: object, channelId?: number): void {
    const hooks = this.#database
      .all<HookRow>("SELECT * FROM webhooks WHERE status = 'enable' ORDER BY id")
      .filter(({ events, channels }) => {
        const ids = v.parse(idsColumn, channels);
        const ofChannel = channelId === undefined || ids.length === 0 || ids.includes(channelId);
        return ofChannel && v.parse(textsColumn, events).includes(event);
      });
    if (hooks.length === 0) return;
    const now = Date.now();
    const time = withTimestamp.includes(event) ? { timestamp: iso(now) } : { event_time: eventTime(now) };
    const said = { ...payload, hook_type: hookTypeOf(event), ...time };
    const body = JSON.stringify(said, withAddresses(this.#surroundings.origin()));
    const timestamp = String(unixSeconds(now));
    const headers = {
      'User-Agent': 'Chat2Desk-Sandbox',
      'X-Timestamp': timestamp,
      'X-Signature': sign(signingKey, body, timestamp),
    };
    for (const { id } of hooks) this.#queue(id, { event, body, headers }, 0);
  }

  /** Waits for the deliveries in progress and repeats none. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#waiting) clearTimeout(timer);
    await Promise.all(this.#queues.values());
  }

  #queue(id: number, delivery: Delivery, attempt: number): void {
    const before = this.#queues.get(id) ?? Promise.resolve();
    const after = before.then(() => this.#deliver(id, delivery, attempt));
    this.#queues.set(id, after);
    void after.finally(() => {
      if (this.#queues.get(id) === after) this.#queues.delete(id);
    });
  }

  async #deliver(id: number, delivery: Delivery, attempt: number): Promise<void> {
    const hook = this.#database.get<HookRow>('SELECT * FROM webhooks WHERE id = ?', id);
    if (hook?.status !== 'enable' || this.#closed) return;
    const url = new URL(hook.url);
    if (!mayBeTold(url, this.#surroundings.webhookHosts)) {
      this.#log(delivery.event, url.host, 'refused: not a loopback host');
      return;
    }
    const { outcome, taken, text } = await postHook(url, delivery.body, delivery.headers);
    this.#log(delivery.event, url.host, outcome);
    if (taken) {
      this.#database.run("UPDATE webhooks SET failing_since = NULL, errors = '[]' WHERE id = ?", id);
      if (delivery.event === 'ai_hints_requested') this.#keepHints(text);
      return;
    }
    this.#failed(id, outcome);
    const wait = this.#repeatedAfterMs[attempt];
    if (wait === undefined || this.#closed) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      this.#queue(id, delivery, attempt + 1);
    }, wait);
    timer.unref();
    this.#waiting.add(timer);
  }

  #failed(id: number, outcome: string): void {
    // Read again: others may have been notified in the meantime.
    const hook = this.#database.get<HookRow>('SELECT * FROM webhooks WHERE id = ?', id);
    if (!hook) return;
    const now = Date.now();
    const since = hook.failing_since ?? now;
    const errors = [{ time: iso(now), error: outcome }, ...v.parse(errorsColumn, hook.errors)];
    this.#database.run(
      'UPDATE webhooks SET failing_since = ?, errors = ?, status = ? WHERE id = ?',
      since,
      JSON.stringify(errors.slice(0, keptErrors)),
      now - since >= this.#disabledAfterMs ? 'disable' : hook.status,
      id,
    );
  }

  /** Hints for operators come in the response of whoever was asked for them. */
  #keepHints(text: string): void {
    const result = v.safeParse(hintsAnswer, text);
    if (!result.success) return;
    const { message_id, hints } = result.output;
    const sql = 'UPDATE messages SET ai_tips = ? WHERE id = ?';
    this.#database.run(sql, JSON.stringify(hints), Number(message_id));
  }

  // The path of a webhook's address is often its secret: only the host is logged.
  #log(event: string, host: string, outcome: string): void {
    const at = new Date().toISOString();
    this.#surroundings.log(JSON.stringify({ at, webhook: `chat2desk.${event}`, host, outcome }));
  }
}
