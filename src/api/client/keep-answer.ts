import type { Transport } from './client.ts';

/** An answer as received. */
export interface RawAnswer {
  readonly status: number;
  /** Media type; empty when there was none. */
  readonly type: string;
  readonly body: Blob;
  /** Milliseconds from sending to the headers of the response. */
  readonly tookMs: number;
}

export interface AnswerKeeper {
  /** Sends as `fetch` does, and keeps the last response. */
  readonly transport: Transport;
  /** Undefined when there was no response, or not all of it. */
  readonly answer: () => Promise<RawAnswer | undefined>;
}

/** Keeps the response to a request as received, including errors, for people who want to see it. */
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
