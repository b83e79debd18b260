/**
 * Prints, as JSON, what a change can touch: node scripts/changed/changed.ts [commit]
 * The change is what differs from the commit (by default `origin/main`, else the last commit), new files included.
 */
import { spawnSync } from 'node:child_process';
import { readProject } from '../house/import-graph.ts';
import { endToEndTests } from './reach.ts';

const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' });
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const upstream = git('merge-base', 'HEAD', 'origin/main');
const base = process.argv[2] ?? (upstream.status === 0 ? upstream.stdout.trim() : 'HEAD');
const difference = git('diff', '--name-only', base);
if (difference.status !== 0) throw new Error(`git knows no ${base}: ${difference.stderr}`);
const changed = [
  ...new Set([
    ...lines(difference.stdout),
    ...lines(git('ls-files', '--others', '--exclude-standard').stdout),
  ]),
];
const files = readProject(new URL('../../', import.meta.url));
console.log(JSON.stringify({ base, changed, endToEnd: endToEndTests(changed, files) }));
