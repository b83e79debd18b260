// Packages and Node 24: installed when they are missing or package-lock.json has changed, else left alone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onWindows, output, root, run, SetupError, say, which } from './processes.mjs';

const neededMajor = 24;
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.install-stamp');
const ownNode = join(modules, 'node', 'bin', onWindows ? 'node.exe' : 'node');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

/** Whether what npm says it installed is what package-lock.json asks for. */
function matchesLock() {
  const installedFile = join(modules, '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readJson(installedFile).packages ?? {};
  return Object.entries(readJson(lockFile).packages ?? {}).every(([path, wanted]) => {
    // Optional packages are for other platforms than this one, mostly.
    if (path === '' || wanted.optional || wanted.link) return true;
    return installed[path]?.version === wanted.version && existsSync(join(root, path));
  });
}

function isInstalled() {
  if (!existsSync(modules)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()) return true;
  if (!matchesLock()) return false;
  writeFileSync(stampFile, lockHash());
  return true;
}

/** npm, run by a Node outside node_modules: npm is about to replace what is inside. */
function npm(args, options) {
  const node = which('node') ?? process.execPath;
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) return run(node, [cli, ...args], options);
  return run(onWindows ? 'npm.cmd' : 'npm', args, options);
}

const majorOf = (node) => Number(/^v(\d+)\./.exec(output(node, ['--version']) ?? '')?.[1] ?? 0);

/** The Node of the package `node`; its install script may have been forbidden, then it is run here. */
async function installNode() {
  if (majorOf(ownNode) >= neededMajor) return ownNode;
  const folder = join(modules, 'node');
  const system = which('node') ?? process.execPath;
  if (existsSync(join(folder, 'installArchSpecificPackage.js'))) {
    say(`Installing Node ${neededMajor} into node_modules`);
    await run(system, ['installArchSpecificPackage.js'], { cwd: folder, timeoutMs: 300_000 });
  }
  if (majorOf(ownNode) >= neededMajor) return ownNode;
  const fallback = [system, process.execPath].find((node) => majorOf(node) >= neededMajor);
  if (fallback) {
    say(`Using ${fallback}: Node ${neededMajor} could not be installed into node_modules`);
    return fallback;
  }
  throw new SetupError(
    `Node ${neededMajor} is needed and could not be installed from the npm package "node"; allow its install script, connect to the network, or install Node ${neededMajor}.`,
  );
}

function linkNode() {
  const link = join(modules, '.bin', 'node');
  if (onWindows || existsSync(link)) return;
  mkdirSync(join(modules, '.bin'), { recursive: true });
  try {
    symlinkSync('../node/bin/node', link);
  } catch (error) {
    // A link to nowhere is there already; the file that it names has just been made.
    if (error.code !== 'EEXIST') throw error;
  }
}

/** Installs what is missing and answers the path of a Node that is new enough. */
export async function install() {
  if (!isInstalled()) {
    say('Installing packages (npm ci)');
    const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    let code = await npm(['ci', ...options]);
    // npm ci refuses a lock file that another version of npm finds wanting; npm install makes do with it.
    if (code !== 0) code = await npm(['install', '--no-save', ...options]);
    if (code !== 0)
      throw new SetupError('The packages could not be installed; the messages of npm are above.');
    writeFileSync(stampFile, lockHash());
  }
  const node = await installNode();
  if (node === ownNode) linkNode();
  return node;
}
