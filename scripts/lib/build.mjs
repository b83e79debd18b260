// The built application in dist/: made again when it is missing or its sources have changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, SetupError, say } from './processes.mjs';

const stampFile = join(root, 'dist', '.build-stamp');
/** All that the build reads. */
const inputs = [
  'contract',
  'public',
  'scripts/compress.mjs',
  'scripts/vite',
  'src',
  'index.html',
  'package-lock.json',
  'package.json',
  'vite.config.ts',
];

function* filesOf(path) {
  if (!existsSync(join(root, path))) return;
  if (!statSync(join(root, path)).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) yield* filesOf(`${path}/${name}`);
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesOf(input)) {
      if (/\.spec\.tsx?$/.test(file)) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Builds the application unless dist/ is up to date.
 *
 * @param node path of a Node that is new enough.
 */
export async function build(node) {
  const hash = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  say('Building the application');
  const steps = [
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    [join(root, 'scripts/compress.mjs')],
  ];
  for (const step of steps) {
    const code = await run(node, step, { env: { NODE_ENV: 'production' } });
    if (code !== 0) throw new SetupError('The application could not be built; the messages are above.');
  }
  writeFileSync(stampFile, hash);
}
