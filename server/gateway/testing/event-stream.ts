import type { LiveMessage } from '#contract/gateway/push.ts';

/** A page's stream of events, read as it arrives. */
export class EventStream {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: LiveMessage[] = [];
  /** Everything that arrived, as received. */
  text = '';
  lastEventId: string | undefined;
  /** Resolves when the server has ended the stream, or the connection broke. */
  readonly ended: Promise<void>;
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
    this.ended = this.#read(response).catch(() => undefined);
  }

  /** Opens a stream as a page of the dashboard does. */
  static async open(
    url: string,
    cookie: string,
    options: {
      /** The session's own, in place of the page's. */
      readonly token?: string | undefined;
      readonly lastEventId?: string | undefined;
      readonly headers?: Record<string, string>;
      readonly query?: string;
    } = {},
  ): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(`${url}/events${options.query ?? ''}`, {
      signal: abort.signal,
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': 'empty',
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
        ...options.headers,
      },
    });
    return new EventStream(response, abort);
  }

  /** The reported changes, as `event id`. */
  get changes(): string[] {
    return this.messages.flatMap((message) =>
      message.type === 'change' ? [`${message.event} ${message.id}`] : [],
    );
  }

  /** What connected systems told, as `system event about id`. */
  get news(): string[] {
    return this.messages.flatMap((message) =>
      message.type === 'news' ? [`${message.system} ${message.event} ${message.about} ${message.id}`] : [],
    );
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const piece of response.body ?? []) {
      const text = decoder.decode(piece, { stream: true });
      this.text += text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    for (const line of block.split('\n')) {
      if (line.startsWith('id: ')) this.lastEventId = line.slice(4);
      if (line.startsWith('data: ')) this.messages.push(JSON.parse(line.slice(6)) as LiveMessage);
    }
  }
}
