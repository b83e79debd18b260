// Programs that only the tests need: browsers, nginx, Caddy, and ffmpeg and espeak-ng for recordings of real speech.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
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

/** Returns what runs the command, with its lists up to date; undefined where nothing may be installed. */
async function aptReady() {
  const [command, ...before] = aptCommand() ?? [];
  if (!command) return undefined;
  const apt = (args, options = {}) =>
    run(command, [...before, ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: downloadLimitMs,
      ...options,
    });
  if (!updated) await apt(['update', '-q']);
  updated = true;
  return apt;
}

async function aptInstall(packages) {
  say(`Installing ${packages.join(', ')} from the distribution`);
  const apt = await aptReady();
  if (!apt) return;
  // Machines that have just started install updates of their own: they are waited for.
  const patient = ['-o', 'DPkg::Lock::Timeout=180'];
  await apt([...patient, 'install', '-y', '-q', '--no-install-recommends', ...packages]);
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
 * The same engine without windows of its own: most tests take a third less time in it. Installed where the
 * distribution has it.
 *
 * @returns its path, or undefined when there is none to be had.
 */
export async function chromiumShell() {
  const find = () => which('chromium-headless-shell');
  if (find() === undefined) await aptInstall(['chromium-headless-shell']);
  return find();
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

/**
 * Finds nginx or Caddy, or unpacks the distribution's beside the modules: installing it would start a server.
 *
 * @param name of the package and of its program
 * @param inPackage where the program is in it
 * @returns its path, or undefined when there is none to be had.
 */
async function proxy(name, inPackage, ask) {
  const runs = (file) => file && output(file, [ask]) !== undefined;
  const found = [process.env[name.toUpperCase()], which(name), join('/', inPackage)].find(runs);
  if (found) return found;
  const folder = join(root, 'node_modules/.cache', name);
  const own = join(folder, inPackage);
  if (!runs(own)) {
    const apt = which('dpkg-deb') && (await aptReady());
    if (!apt) return undefined;
    mkdirSync(folder, { recursive: true });
    await apt(['download', '-q', name], { cwd: folder });
    const [file] = readdirSync(folder).filter((one) => one.endsWith('.deb'));
    if (file) await run('dpkg-deb', ['-x', file, folder], { cwd: folder });
  }
  return runs(own) ? own : undefined;
}

export const nginx = () => proxy('nginx', 'usr/sbin/nginx', '-v');
export const caddy = () => proxy('caddy', 'usr/bin/caddy', 'version');

/** What each other browser needs beside itself: packages of Debian and its relatives. */
const others = {
  firefox: {
    find: () => which('firefox-esr') ?? which('firefox'),
    packages: ['firefox-esr', 'pulseaudio'],
  },
  webkit: {
    find: () =>
      which('WebKitWebDriver') && which('Xvfb') && which('dbus-run-session')
        ? miniBrowser.find((file) => existsSync(file))
        : undefined,
    packages: [
      'webkit2gtk-driver',
      'xvfb',
      'dbus',
      'pulseaudio',
      'gstreamer1.0-plugins-good',
      'gstreamer1.0-plugins-bad',
      'gstreamer1.0-plugins-ugly',
      'gstreamer1.0-libav',
      'gstreamer1.0-pulseaudio',
    ],
  },
};

const miniBrowser = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((folder) =>
  ['4.1', '4.0'].map((version) => `/usr/lib/${folder}/webkit2gtk-${version}/MiniBrowser`),
);

/**
 * Finds Firefox and WebKit, or installs them from the distribution. Where they cannot be had their tests are skipped,
 * and this says so.
 *
 * @returns the environment that tells the tests where they are.
 */
export async function otherBrowsers() {
  const ready = (name) => (which('pulseaudio') ? others[name].find() : undefined);
  const missing = Object.keys(others).filter((name) => !ready(name));
  if (missing.length > 0) await aptInstall([...new Set(missing.flatMap((name) => others[name].packages))]);
  const env = {};
  for (const name of Object.keys(others)) {
    const path = ready(name);
    if (path) env[`${name.toUpperCase()}_PATH`] = path;
    else say(`${name} could not be installed here: its tests are skipped`);
  }
  return env;
}
