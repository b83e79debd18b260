// The suites of npm test. Each answers how many of its tests passed and failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, run, SetupError } from './processes.mjs';
import { chromium, tools } from './tools.mjs';

const reports = join(root, '.cache', 'reports');

/** A run that is one test: a linter, a compiler. */
const single = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a runner; when it failed without naming a failed test (it crashed), that is one failure. */
const counted = (code, passed, failed) => ({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });

function report(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return {
    file,
    /** Undefined when the runner ended before it wrote one. */
    read: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined),
  };
}

const bin = (path) => join(root, 'node_modules', path);

async function unit(node) {
  const json = report('unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json.file}`];
  const code = await run(node, [bin('vitest/vitest.mjs'), 'run', ...reporters]);
  const result = json.read();
  // A file that cannot be loaded has no tests to count, and is a failure all the same.
  const broken = (result?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return counted(code, result?.numPassedTests ?? 0, (result?.numFailedTests ?? 0) + broken.length);
}

/** The built application, or undefined when it cannot be built. */
async function built(node) {
  try {
    await build(node);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return false;
  }
}

async function budget(node) {
  if (!(await built(node))) return single(1);
  return single(await run(node, [join(root, 'scripts/budget.mjs')]));
}

async function endToEnd(node) {
  if (!(await built(node))) return single(1);
  const browser = await chromium(node);
  await tools(['ffmpeg', 'espeak-ng']);
  const json = report('e2e.json');
  const code = await run(node, [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: json.file,
      ...(browser ? { PLAYWRIGHT_CHROMIUM_PATH: browser } : {}),
    },
  });
  const stats = json.read()?.stats;
  return counted(code, (stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0);
}

/** In the order in which they run: what fails fastest first. */
export const suites = [
  { name: 'lint', run: async (node) => single(await biome(node)) },
  { name: 'types', run: async (node) => single(await run(node, [bin('typescript/bin/tsc'), '-p', '.'])) },
  { name: 'unit', run: unit },
  { name: 'budget', run: budget },
  { name: 'e2e', run: endToEnd },
];

const biome = (node) => run(node, [bin('@biomejs/biome/bin/biome'), 'check', '.']);
