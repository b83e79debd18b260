import { globSync, readFileSync } from 'node:fs';

/** What a spec changes for everything else in its process: modules, globals, clocks, the environment; or counts of it. */
const changesForAll =
  /\bvi\.(mock|doMock|hoisted|resetModules|stubGlobal|stubEnv|useFakeTimers|setSystemTime|spyOn)\b|\bprocess\.(env\b.*[^=]=[^=]|chdir|umask|exitCode)|\b(globalThis|window)\.\w+ = |Object\.(assign|defineProperty)\((globalThis|window)|\bnew StepCounter\b/;

/** Returns the paths of the specs below a folder that need a process of their own; all others can share one. */
export const loneSpecs = (root: string, include: string): string[] =>
  globSync(include, { cwd: root }).filter((path) =>
    changesForAll.test(readFileSync(`${root}/${path}`, 'utf8')),
  );
