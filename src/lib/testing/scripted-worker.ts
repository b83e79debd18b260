import type { RpcWorker } from '../worker-rpc.ts';

/** The parts of a call that a spec checks. */
interface SeenCall {
  readonly call: string;
  readonly method: PropertyKey;
  readonly args: readonly unknown[];
}

/** A worker whose messages a spec writes. */
export class ScriptedWorker implements RpcWorker {
  onmessage: RpcWorker['onmessage'] = null;
  onerror: RpcWorker['onerror'] = null;
  // biome-ignore lint/suspicious/noExplicitAny: specs look into messages of every shape
  readonly told: any[] = [];
  terminated = false;

  postMessage(message: unknown): void {
    this.told.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: unknown): void {
    Reflect.apply(this.onmessage ?? (() => undefined), this, [{ data }]);
  }
  crash(message: string): void {
    Reflect.apply(this.onerror ?? (() => undefined), this, [{ message }]);
  }

  get calls(): readonly SeenCall[] {
    return this.told.filter(({ kind }) => kind === 'call').map(({ call }) => call);
  }
  /** Answers a call: by default the last one. */
  answer(value: unknown, { call } = this.calls.at(-1) ?? { call: '' }): void {
    this.say({ kind: 'reply', reply: { call, value } });
  }
  refuse(failure: { readonly message: string; readonly code?: string }): void {
    this.say({ kind: 'reply', reply: { call: this.calls.at(-1)?.call, failure } });
  }
}

/** Starts workers for a spec and keeps them. */
export function scriptedWorkers() {
  const workers: ScriptedWorker[] = [];
  const start = () => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  };
  return { workers, start };
}
