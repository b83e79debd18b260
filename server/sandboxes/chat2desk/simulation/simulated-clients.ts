import type { SystemSettings } from '../../lib/system-sandbox.ts';
import { type Desk, receive, setDelivery } from '../conversations.ts';
import { findClient } from '../store/clients.ts';
import { findMessage, type MessageRow } from '../store/messages.ts';
import { answerTo } from './answers.ts';

/** Which clients no message reaches, and which read without answering, by the end of their number. */
const unreachable = /000$/;
const silent = /999$/;
/** Someone else delivers these, and says so with setMessageStatus. */
const deliveredElsewhere = 'external';

interface SimulatedClientsOptions extends Desk {
  readonly settings: SystemSettings;
}

/**
 * The clients at the other end: messages to them are delivered, read after a while and answered a while later. A client
 * who gets several answers once. What is waiting when the sandbox ends does not happen.
 */
export class SimulatedClients {
  readonly #desk: Desk;
  readonly #settings: SystemSettings;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #answers = new Map<number, NodeJS.Timeout>();

  constructor({ settings, ...desk }: SimulatedClientsOptions) {
    this.#desk = desk;
    this.#settings = settings;
  }

  /** A message has left for a client. */
  sent(message: MessageRow): void {
    if (message.transport === deliveredElsewhere) return;
    const { simulated, readAfterMs, answerAfterMs } = this.#settings;
    if (!simulated) {
      setDelivery(this.#desk, message.id, 'sent');
      return;
    }
    const client = findClient(this.#desk.database, message.client_id);
    if (!client || unreachable.test(client.phone)) {
      this.#after(readAfterMs / 4, () => this.#became(message.id, 'failed'));
      return;
    }
    this.#after(readAfterMs / 4, () => this.#became(message.id, 'sent'));
    this.#after(readAfterMs / 2, () => this.#became(message.id, 'delivered'));
    this.#after(readAfterMs, () => this.#became(message.id, 'seen'));
    if (client.banned || silent.test(client.phone)) return;
    const before = this.#answers.get(client.id);
    if (before) this.#forget(before);
    this.#answers.set(
      client.id,
      this.#after(answerAfterMs, () => this.#answer(message.id)),
    );
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #after(ms: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
    return timer;
  }

  #forget(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  #became(id: number, status: string): void {
    const message = findMessage(this.#desk.database, id);
    // Someone may have cancelled or deleted it, or set its status.
    if (!message || message.gateway_status === 'canceled' || message.gateway_status === 'failed') return;
    setDelivery(this.#desk, id, status);
  }

  #answer(id: number): void {
    const { database } = this.#desk;
    const message = findMessage(database, id);
    const client = message && findClient(database, message.client_id);
    if (!message || !client) return;
    this.#answers.delete(client.id);
    const line = { client, channelId: message.channel_id, transport: message.transport };
    receive(this.#desk, line, { text: answerTo(message, client.language) });
  }
}
