// The suites of npm test. Each answers how many of its tests passed and failed. Given a change (scripts/changed/), it runs
// what that can touch.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, run, SetupError, say } from './processes.mjs';
import { chromium, chromiumShell, otherBrowsers, tools } from './tools.mjs';

const reports = join(root, '.cache', 'reports');

/** A run that is one test: a linter, a compiler. */
const single = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a runner; when it failed without naming a failed test (it crashed), that is one failure. */
const counted = (code, passed, failed, skipped = 0) => ({
  passed,
  failed: code !== 0 && failed === 0 ? 1 : failed,
  skipped,
});

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

async function unit(node, change) {
  const json = report('unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json.file}`];
  const some = change ? ['--changed', change.base, '--passWithNoTests'] : [];
  const code = await run(node, [bin('vitest/vitest.mjs'), 'run', ...some, ...reporters]);
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

const nothing = { passed: 0, failed: 0 };

async function budget(node, change) {
  if (change && !change.changed.some((file) => /^(src|contract|public|index\.html|vite)/.test(file)))
    return nothing;
  if (!(await built(node))) return single(1);
  return single(await run(node, [join(root, 'scripts/budget.mjs')]));
}

async function endToEnd(node, change) {
  if (change?.endToEnd.length === 0) return nothing;
  if (!(await built(node))) return single(1);
  const browser = await chromium(node);
  if (!browser) {
    say('There is no Chromium here, and it could not be installed: set PLAYWRIGHT_CHROMIUM_PATH to one');
    return single(1);
  }
  await tools(['ffmpeg', 'espeak-ng']);
  const others = await otherBrowsers();
  const json = report('e2e.json');
  const code = await run(
    node,
    [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...(change?.endToEnd ?? [])],
    {
      env: {
        PLAYWRIGHT_JSON_OUTPUT_FILE: json.file,
        PLAYWRIGHT_CHROMIUM_PATH: (await chromiumShell()) ?? browser,
        CHROMIUM_WITH_WINDOWS: browser,
        ...others,
      },
    },
  );
  const stats = json.read()?.stats;
  return counted(
    code,
    (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    stats?.unexpected ?? 0,
    stats?.skipped ?? 0,
  );
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
