import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from '../stack.ts';

/** Counts, through the sandbox's webhooks, how often each meeting's recording was taken as complete. */
export class Finalisations {
  readonly #server: Server;
  readonly #counts = new Map<string, number>();

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.end();
      const { event, data } = JSON.parse(Buffer.concat(parts).toString()) as {
        event: string;
        data: { id?: string; status?: string };
      };
      if (event !== 'meeting.status.changed' || data.status !== 'processing' || !data.id) return;
      this.#counts.set(data.id, this.of(data.id) + 1);
    });
  }

  /** Listens to a sandbox from now on. */
  static async of(stack: Stack): Promise<Finalisations> {
    const counter = new Finalisations();
    await new Promise<void>((resolve) => counter.#server.listen(0, '127.0.0.1', resolve));
    const { port } = counter.#server.address() as AddressInfo;
    const answer = await stack.api('/client/webhook', 'sandbox-pat-ada', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ webhook_url: `http://127.0.0.1:${port}/` }),
    });
    if (!answer.ok) throw new Error(`no webhook: ${answer.status} ${await answer.text()}`);
    return counter;
  }

  of(meetingId: string): number {
    return this.#counts.get(meetingId) ?? 0;
  }

  /** Meetings that were completed more than once. */
  repeated(): string[] {
    return [...this.#counts].filter(([, count]) => count > 1).map(([id]) => id);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
