/** What trying a proxy needs, whatever is behind it. */
import { execFileSync, spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/** The shipped file with this machine's ports and certificate. */
export function configured(name: string, changes: readonly (readonly [string | RegExp, string])[]): string {
  let text = readFileSync(join(root, 'deploy', name), 'utf8');
  for (const [from, to] of changes) {
    if (typeof from === 'string' ? !text.includes(from) : !from.test(text))
      throw new Error(`deploy/${name} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export interface ProxyPlace {
  readonly program: string;
  /** Has `cert.pem` and `key.pem`. */
  readonly folder: string;
  readonly publicUrl: string;
  readonly tls: number;
  readonly plain: number;
}

/** Writes the shipped configuration with these lines in place of the gateway's. */
export function writeNginx({ folder, publicUrl, tls, plain }: ProxyPlace, servers: readonly string[]): void {
  const site = configured('nginx.conf', [
    [/ +listen \[::\].*\n/g, ''],
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen 443 ssl', `listen 127.0.0.1:${tls} ssl`],
    ['server 127.0.0.1:4180;', servers.map((server) => `server ${server};`).join(' ')],
    [/ssl_certificate +\S+;/g, `ssl_certificate ${folder}/cert.pem;`],
    [/ssl_certificate_key +\S+;/g, `ssl_certificate_key ${folder}/key.pem;`],
    ['https://meetings.example.com', publicUrl],
    ['meetings.example.com', 'localhost'],
  ]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user} daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http { access_log ${folder}/access.log; ${temporary.join(' ')}\n${site}\n}`,
  );
}

export const startNginx = ({ program, folder }: ProxyPlace) =>
  spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
    stdio: 'inherit',
  });

/** Starts Caddy with the shipped file before these gateways. */
export function startCaddy({ program, folder, publicUrl }: ProxyPlace, servers: readonly string[]) {
  // Debian's is older than the name of this directive.
  const isOld = /^v?2\.[0-7]\./.test(execFileSync(program, ['version']).toString());
  const site = configured('Caddyfile', [
    ['{$DOMAIN} {', `${publicUrl} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`],
    ['output stdout', `output file ${folder}/access.log`],
    ['log_skip', isOld ? 'skip_log' : 'log_skip'],
  ]);
  const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\tservers {\n\t\tprotocols h1 h2\n\t}\n}\n`;
  writeFileSync(join(folder, 'Caddyfile'), options + site);
  return spawn(program, ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
    stdio: ['ignore', 'ignore', openSync(join(folder, 'error.log'), 'a')],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, UPSTREAM: servers.join(' ') },
  });
}

export async function until<T>(read: () => Promise<T> | T, within = 20_000): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const value = await Promise.resolve()
      .then(read)
      .catch(() => undefined);
    if (value) return value;
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await pause(20);
  }
}
