// npm test: installs what is missing and runs every suite. `npm test -- --only unit,e2e` runs some of them.
// The last line is "N passed, N failed" over all that ran.
import { install } from './lib/install.mjs';
import { runScript, SetupError, say } from './lib/processes.mjs';
import { suites } from './lib/suites.mjs';

function chosen(args) {
  const at = args.indexOf('--only');
  if (at < 0) return suites;
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length === 0) return suites.filter((suite) => names.includes(suite.name));
  throw new SetupError(`--only takes ${suites.map((suite) => suite.name).join(', ')}.`);
}

async function runSuite(suite, node) {
  try {
    return await suite.run(node);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

runScript(async () => {
  const selected = chosen(process.argv.slice(2));
  const node = await install();
  const results = [];
  for (const suite of selected) {
    say(suite.name);
    const result = await runSuite(suite, node);
    results.push({ name: suite.name, ...result });
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log('');
  for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') > 0 ? 1 : 0;
});
