// Programs that only the tests need: a Chromium, and ffmpeg and espeak-ng for recordings of real speech.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { output, root, run, say, which } from './processes.mjs';

const downloadLimitMs = 240_000;

/** Whether a browser starts at all: one without its libraries is there and of no use. */
const works = (file) => existsSync(file) && output(file, ['--version']) !== undefined;

function playwrightChromium() {
  try {
    return createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
  } catch {
    return undefined;
  }
}

function installedChromium() {
  const candidates = [
    process.env.PLAYWRIGHT_CHROMIUM_PATH,
    playwrightChromium(),
    '/usr/bin/chromium',
    which('chromium'),
    which('chromium-browser'),
    which('google-chrome'),
    which('google-chrome-stable'),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return candidates.find((file) => file && works(file));
}

/** The command that may install distribution packages: as root, or with a sudo that asks nothing. */
function aptCommand() {
  const apt = which('apt-get');
  if (!apt) return undefined;
  if (process.getuid?.() === 0) return [apt];
  const sudo = which('sudo');
  return sudo && output(sudo, ['-n', 'true']) !== undefined ? [sudo, '-n', apt] : undefined;
}

let updated = false;

async function aptInstall(packages) {
  const [command, ...before] = aptCommand() ?? [];
  if (!command) return;
  const apt = (args) =>
    run(command, [...before, ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: downloadLimitMs,
    });
  say(`Installing ${packages.join(', ')} from the distribution`);
  if (!updated) await apt(['update', '-q']);
  updated = true;
  await apt(['install', '-y', '-q', '--no-install-recommends', ...packages]);
}

/**
 * Finds a Chromium, or installs one: Playwright's own, else the distribution's.
 *
 * @param node path of a Node that is new enough.
 * @returns its path, or undefined when there is none to be had.
 */
export async function chromium(node) {
  const found = installedChromium();
  if (found) return found;
  say('Downloading Chromium for Playwright');
  const cli = join(root, 'node_modules/playwright/cli.js');
  await run(node, [cli, 'install', 'chromium'], { timeoutMs: downloadLimitMs });
  if (installedChromium() === undefined) await aptInstall(['chromium']);
  return installedChromium();
}

/**
 * Finds programs, and installs the missing ones where that is possible.
 *
 * @returns path by name; undefined for what there is not.
 */
export async function tools(names) {
  const missing = names.filter((name) => which(name) === undefined);
  if (missing.length > 0) await aptInstall(missing);
  return Object.fromEntries(names.map((name) => [name, which(name)]));
}
