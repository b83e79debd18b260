import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serverEnvironment } from '../../../scripts/lib/server-environment.ts';

/** On a busy machine. */
const startsWithinMs = 60_000;

/** The server of the dashboard as a process of its own, which can be killed and started again. */
export class GatewayProcess {
  readonly url: string;
  readonly #environment: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;

  readonly #script: string;

  /** @param environment its settings; `PORT` is one of them. @param script what starts it, beside this file */
  constructor(environment: Readonly<Record<string, string>>, script = '../../main.ts') {
    this.#script = script;
    this.url = `http://localhost:${environment.PORT}`;
    this.#environment = environment;
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, this.#script)], {
      env: { ...serverEnvironment(), ...this.#environment },
      stdio: 'ignore',
    });
    const isHealthy = () =>
      fetch(`${this.url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    const deadline = Date.now() + startsWithinMs;
    while (!(await isHealthy())) {
      if (Date.now() > deadline) throw new Error('the gateway did not start');
      await pause(50);
    }
  }

  /** Of its process; undefined before it was started. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends it at once: it cannot write another byte. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Holds it as it is, for as long as anyone likes; it notices nothing of that. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Has it end in order. */
  end(): void {
    this.#child?.kill('SIGTERM');
  }

  async ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}
