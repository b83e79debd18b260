import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Programs that were started for a browser; all of them are ended with it. */
export class Processes {
  readonly #children: ChildProcess[] = [];

  /** Starts a program that runs until {@link end}. Its output goes nowhere unless `said` is waited for. */
  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: browsers start processes that outlive the one that was started here.
      detached: true,
    });
    child.on('error', () => undefined);
    child.stdout?.resume();
    child.stderr?.resume();
    this.#children.push(child);
    return child;
  }

  async end(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        continue;
      }
      await gone;
    }
    this.#children.length = 0;
  }
}

/** Waits until a program has written what matches, on either of its outputs. */
export function said(child: ChildProcess, pattern: RegExp, limitMs = 30_000): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`never said ${pattern}:\n${output}`)), limitMs);
    const listen = (part: Buffer) => {
      output += part.toString();
      const match = pattern.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(match);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
    child.once('error', reject);
  });
}

/** Asks again every 50 ms until there is an answer. A question that fails is asked again too; the last failure is told. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  limitMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    let failure: unknown;
    const answer = await ask().catch((error: unknown) => {
      failure = error;
      return undefined;
    });
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`never came: ${what}`, { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
