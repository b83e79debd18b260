// npm test: installs what is missing and runs every suite. `npm test -- --only unit,e2e` runs some of them,
// `npm test -- --changed [commit]` in each what the change since that commit can touch (scripts/changed/).
// The last line is "N passed, N failed" over all that ran, and how many were skipped where a browser or a program is missing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { root, runScript, SetupError, say } from './lib/processes.mjs';
import { suites } from './lib/suites.mjs';

function chosen(args) {
  const at = args.indexOf('--only');
  if (at < 0) return suites;
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length === 0) return suites.filter((suite) => names.includes(suite.name));
  throw new SetupError(`--only takes ${suites.map((suite) => suite.name).join(', ')}.`);
}

/** What differs from a commit, and the tests that it can touch; undefined when all is to be run. */
function changeFrom(args, node) {
  const at = args.indexOf('--changed');
  if (at < 0) return undefined;
  const commit = args[at + 1];
  const given = commit === undefined || commit.startsWith('--') ? [] : [commit];
  const { status, stdout, stderr } = spawnSync(node, [join(root, 'scripts/changed/changed.ts'), ...given], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new SetupError(stderr);
  return JSON.parse(stdout);
}

async function runSuite(suite, node, change) {
  try {
    return await suite.run(node, change);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

runScript(async () => {
  const selected = chosen(process.argv.slice(2));
  const node = await install();
  const change = changeFrom(process.argv.slice(2), node);
  const results = [];
  for (const suite of selected) {
    say(suite.name);
    const result = await runSuite(suite, node, change);
    results.push({ name: suite.name, ...result });
  }
  const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log('');
  // The last lines are what is kept of a run that nobody watched.
  for (const { failures = [] } of results) for (const failure of failures) console.log(`failed: ${failure}`);
  for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') > 0 ? 1 : 0;
});
