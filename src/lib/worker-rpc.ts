import { type PageLife, pageLife } from './tabs/page-life.ts';

/** Methods that can be called from afar: what goes in and comes out can be cloned. */
type Methods<Api> = { readonly [M in keyof Api]: (...args: never[]) => Promise<unknown> };

export interface RpcCall<Api extends Methods<Api>, M extends keyof Api = keyof Api> {
  /** Unique among all pages and workers of the browser. */
  readonly call: string;
  readonly method: M;
  readonly args: Parameters<Api[M]>;
}

/** An error in transit. */
export interface RpcFailure {
  readonly message: string;
  readonly code?: string;
}

export type RpcReply =
  | { readonly call: string; readonly value: unknown }
  | { readonly call: string; readonly failure: RpcFailure };

/** Calls and replies among the other messages of a page and its worker. */
export interface CallMessage<Api extends Methods<Api>> {
  readonly kind: 'call';
  readonly call: RpcCall<Api>;
}
export interface ReplyMessage {
  readonly kind: 'reply';
  readonly reply: RpcReply;
}

const failureOf = (error: unknown): RpcFailure => ({
  message: error instanceof Error ? error.message : 'unknown',
});

/** Does what was called, and never rejects. `api` may have to be opened first. */
export async function answer<Api extends Methods<Api>>(
  api: () => Api | Promise<Api>,
  { call, method, args }: RpcCall<Api>,
  failed: (error: unknown) => RpcFailure = failureOf,
): Promise<RpcReply> {
  try {
    const opened = await api();
    return { call, value: await Reflect.apply(opened[method], opened, args) };
  } catch (error) {
    return { call, failure: failed(error) };
  }
}

interface Pending<Api extends Methods<Api>> {
  readonly call: RpcCall<Api>;
  /** With what the method of that name returns: the other side has the same interface. */
  settle(value: unknown): void;
  fail(failure: RpcFailure): void;
}

/** The calls that one side has made of the other. */
export class Caller<Api extends Methods<Api>> {
  readonly #send: (call: RpcCall<Api>) => void;
  readonly #errorOf: (failure: RpcFailure) => Error;
  readonly #pending = new Map<string, Pending<Api>>();

  constructor(
    send: (call: RpcCall<Api>) => void,
    errorOf: (failure: RpcFailure) => Error = ({ message }) => new Error(message),
  ) {
    this.#send = send;
    this.#errorOf = errorOf;
  }

  /** Calls a method of the other side. @throws what `errorOf` makes of a failure */
  call<M extends keyof Api>(method: M, ...args: Parameters<Api[M]>): Promise<Awaited<ReturnType<Api[M]>>> {
    return new Promise((settle, reject) => {
      const call: RpcCall<Api, M> = { call: crypto.randomUUID(), method, args };
      this.#pending.set(call.call, { call, settle, fail: (failure) => reject(this.#errorOf(failure)) });
      this.#send(call);
    });
  }

  /** What nobody has answered yet, in the order of asking. */
  get open(): readonly RpcCall<Api>[] {
    return [...this.#pending.values()].map(({ call }) => call);
  }

  /** Takes a reply; one to someone else's call, or to one that was abandoned, is ignored. */
  settle(reply: RpcReply): void {
    const pending = this.#take(reply.call);
    if ('failure' in reply) pending?.fail(reply.failure);
    else pending?.settle(reply.value);
  }

  /** Gives up what is open. */
  fail(message: string, which: (call: RpcCall<Api>) => boolean = () => true): void {
    for (const { call } of this.open.filter(which)) this.#take(call)?.fail({ message });
  }

  #take(call: string): Pending<Api> | undefined {
    const pending = this.#pending.get(call);
    this.#pending.delete(call);
    return pending;
  }
}

/** The part of Worker that is used. */
export type RpcWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

interface RemoteOptions<Api extends Methods<Api>, Out, In> {
  readonly start: () => RpcWorker;
  /** Said first to each worker that begins. With it a worker begins with the page, not with the first call. */
  readonly greeting?: () => Out;
  /** Receives the worker's other messages; `say` reaches only that worker. */
  readonly onMessage?: (message: In, say: (message: Out) => void) => void;
  readonly onCrash?: () => void;
  /** Calls that must not be repeated without checking the outcome. */
  readonly onceOnly?: ReadonlySet<keyof Api>;
  readonly errorOf?: (failure: RpcFailure) => Error;
  readonly life?: PageLife | undefined;
}

export interface Remote<Api extends Methods<Api>, Out> {
  readonly call: Caller<Api>['call'];
  /** Tells the worker something that it need not answer. Nobody hears it where there is no worker. */
  readonly say: (message: Out) => void;
  /** Ends the worker; calls under way fail. */
  readonly close: (reason: string) => void;
}

/**
 * Returns what a worker of this page offers. If the worker dies, the calls under way fail and the next one starts
 * another. While the page sleeps there is none, so that nothing that it holds stays held; calls of that time, and those
 * under way, are made when it wakes.
 */
export function openRemote<Api extends Methods<Api>, Out = never, In = never>(
  options: RemoteOptions<Api, Out, In>,
): Remote<Api, Out> {
  const { greeting, onMessage, onCrash, onceOnly, life = pageLife } = options;
  let worker: RpcWorker | undefined;
  let awake = false;
  // Bytes are copied, not transferred: what could not be stored must still be there to try again.
  const caller = new Caller<Api>(
    (call) => awake && running().postMessage({ kind: 'call', call }),
    options.errorOf,
  );

  function drop(): void {
    worker?.terminate();
    worker = undefined;
  }

  function running(): RpcWorker {
    if (worker) return worker;
    const started = options.start();
    worker = started;
    const say = (message: Out) => {
      if (worker === started) started.postMessage(message);
    };
    started.onmessage = ({ data }: MessageEvent<ReplyMessage | In>) => {
      if (isReply(data)) caller.settle(data.reply);
      else onMessage?.(data, say);
    };
    started.onerror = (event) => {
      if (worker === started) drop();
      onCrash?.();
      caller.fail(event.message || 'the worker failed');
    };
    if (greeting) started.postMessage(greeting());
    return started;
  }

  const end = life.whileAwake(() => {
    awake = true;
    if (greeting) running();
    for (const call of caller.open) running().postMessage({ kind: 'call', call });
    return () => {
      awake = false;
      drop();
      if (onceOnly) caller.fail('the page was put to sleep', ({ method }) => onceOnly.has(method));
    };
  });

  return {
    call: (method, ...args) => caller.call(method, ...args),
    say: (message) => worker?.postMessage(message),
    close(reason) {
      end();
      caller.fail(reason);
    },
  };
}

const isReply = (message: unknown): message is ReplyMessage =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'reply';
