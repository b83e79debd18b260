// Child processes for the scripts. Everything under scripts/*.mjs runs on any Node from 20 on, without packages.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const onWindows = process.platform === 'win32';

/** A failure that one sentence explains; the scripts print the sentence only. */
export class SetupError extends Error {}

/** The exit code that shells report for a process which a signal ended. */
const codeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

const orphanCheckMs = 250;

/**
 * Runs a command with this terminal and answers its exit code; 127 when it cannot be started.
 * Signals to this process reach the command too, so that nothing is left running. npm tells a signal only to
 * the shell between itself and this process, and the shell keeps it: losing the parent counts as one, too.
 */
export function run(command, args, { env = {}, cwd = root, timeoutMs, quiet = false } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'ignore', 'ignore'] : 'inherit',
      timeout: timeoutMs,
    });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, orphanCheckMs);
    const finish = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
      settle(code);
    };
    child.once('error', () => finish(127));
    child.once('exit', (code, signal) => finish(codeOf(code, signal)));
  });
}

/** What a short command prints, or undefined when it fails. */
export function output(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000, ...options });
  return status === 0 ? stdout.trim() : undefined;
}

/** Path of a program on the PATH, not counting this project's own node_modules. */
export function which(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const outside = folders.filter((folder) => !resolve(folder).includes(`${sep}node_modules${sep}`));
  for (const folder of outside) {
    const file = join(folder, onWindows ? `${name}.exe` : name);
    if (existsSync(file)) return file;
  }
  return undefined;
}

/** Prints what a script is about to do. */
export const say = (text) => console.log(`· ${text}`);

/** Runs a script's main function; a SetupError ends it with its sentence, anything else with its stack. */
export function runScript(main) {
  main().then(
    (code) => process.exit(code ?? 0),
    (error) => {
      console.error(error instanceof SetupError ? error.message : error);
      process.exit(1);
    },
  );
}
