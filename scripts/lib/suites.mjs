// The suites of npm test. Each answers how many of its tests passed and failed. Given a change (scripts/changed/), it runs
// what that can touch.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from './build.mjs';
import { root, run, SetupError, say } from './processes.mjs';
import { caddy, chromium, chromiumShell, nginx, otherBrowsers, tools } from './tools.mjs';

const reports = join(root, '.cache', 'reports');

/** A run that is one test: a linter, a compiler. */
const single = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a runner; when it failed without naming a failed test (it crashed), that is one failure. */
const counted = (code, passed, failures, skipped = 0) => ({
  passed,
  failed: code !== 0 ? Math.max(1, failures.length) : failures.length,
  failures,
  skipped,
});

/** What one line of a report says of a failure. */
const line = (name, message = '') => `${name}: ${message.trim().split('\n', 1)[0]}`;

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

/** A file that cannot be loaded or prepared has no failed test, and is a failure all the same. */
function failuresOf({ name, status, message, assertionResults }) {
  const path = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const left = assertionResults.filter((test) => test.status === 'skipped').length;
  if (status === 'failed' && failed.length === 0) return [line(path, message || `${left} tests did not run`)];
  return failed.map(({ fullName, failureMessages }) => line(`${path} > ${fullName}`, failureMessages[0]));
}

const bin = (path) => join(root, 'node_modules', path);

async function unit(node, change) {
  const json = report('unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json.file}`];
  const some = change ? ['--changed', change.base, '--passWithNoTests'] : [];
  const env = {};
  for (const [name, find] of Object.entries({ nginx, caddy })) {
    const program = await find();
    if (program) env[name.toUpperCase()] = program;
    else say(`${name} could not be had here: its tests are skipped`);
  }
  const code = await run(node, [bin('vitest/vitest.mjs'), 'run', ...some, ...reporters], { env });
  const result = json.read();
  const failures = (result?.testResults ?? []).flatMap(failuresOf);
  return counted(code, result?.numPassedTests ?? 0, failures, result?.numPendingTests ?? 0);
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

/** The failures of a suite of Playwright's report and of those within it. */
function unexpectedOf({ specs = [], suites: within = [] }) {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => line(`e2e/${file} > ${title}`, results.at(-1)?.error?.message)),
  );
  return [...own, ...within.flatMap(unexpectedOf)];
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
  const result = json.read();
  const stats = result?.stats;
  const failures = (result?.suites ?? []).flatMap(unexpectedOf);
  return counted(code, (stats?.expected ?? 0) + (stats?.flaky ?? 0), failures, stats?.skipped ?? 0);
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
