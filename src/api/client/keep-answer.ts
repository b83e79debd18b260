import type { Transport } from './client.ts';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** Media type; empty when there was none. */
  readonly type: string;
  readonly body: Blob;
  /** Milliseconds from sending to the head of the answer. */
  readonly tookMs: number;
}

export interface AnswerKeeper {
  /** Sends as `fetch` does, and keeps what is answered last. */
  readonly transport: Transport;
  /** Undefined when nothing was answered, or not to its end. */
  readonly answer: () => Promise<RawAnswer | undefined>;
}

/** Keeps the answer to a request as it came, errors too: for who wants to see it. */
export function keepAnswer(): AnswerKeeper {
  let kept: { readonly response: Response; readonly tookMs: number } | undefined;
  return {
    async transport(url, init) {
      kept = undefined;
      const began = performance.now();
      const response = await fetch(url, init);
      kept = { response: response.clone(), tookMs: performance.now() - began };
      return response;
    },
    async answer() {
      if (!kept) return undefined;
      const { response, tookMs } = kept;
      try {
        const type = response.headers.get('content-type') ?? '';
        return { status: response.status, type, body: await response.blob(), tookMs };
      } catch {
        return undefined;
      }
    },
  };
}
