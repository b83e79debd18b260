import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSettings } from '../../server/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const unit = read('deploy/claritalk-dashboard.service');
const containerfile = read('deploy/Containerfile');

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the unit', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claritalk-unit-'));
    file = join(folder, 'claritalk-dashboard.service');
    // `verify` looks for the program.
    const program = join(folder, 'opt/node_modules/node/bin/node');
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, '');
    chmodSync(program, 0o755);
    writeFileSync(file, unit.replaceAll('/opt/claritalk-dashboard', join(folder, 'opt')));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.skipIf(!hasAnalyze)('is valid (needs systemd-analyze)', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
      encoding: 'utf8',
    });
    const own = stderr.split('\n').filter((line) => line.includes('claritalk-dashboard'));
    expect([status, own]).toEqual([0, []]);
  });

  test.skipIf(!hasAnalyze)('is exposed to 1.5 of 10 at most (needs systemd-analyze)', () => {
    const { status, stdout } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--threshold=15', '--no-pager', file],
      { encoding: 'utf8' },
    );
    expect(stdout).toMatch(/Overall exposure level for claritalk-dashboard\.service: [01]\.\d OK/);
    expect(status).toBe(0);
  });

  test('starts what the project has', () => {
    const [, node = '', script = ''] = /^ExecStart=(\S+) (\S+)$/m.exec(unit) ?? [];
    const inProject = (path: string) => path.replace('/opt/claritalk-dashboard/', '');
    expect([node, script].map((path) => existsSync(join(root, inProject(path))))).toEqual([true, true]);
  });
});

/** The files that the server consists of, and the packages that these import. */
function closure(entry: string): {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
} {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const source = read(file).replace(/^import type [^;]*;$/gm, '');
    for (const [, specifier = ''] of source.matchAll(/(?:^|[\s(])(?:from|import)\s*\(?\s*'([^'\s]+)'/g)) {
      if (specifier.startsWith('.')) visit(normalize(join(dirname(file), specifier)));
      else if (specifier.startsWith('#')) visit(specifier.slice(1));
      else if (!specifier.startsWith('node:') && !builtinModules.includes(specifier))
        packages.add(
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  };
  visit(entry);
  return { files, packages };
}

interface Service {
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly extends?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
}
const servicesOf = (file: string) =>
  (parse(read(file), { merge: true }) as { services: Record<string, Service> }).services;

describe('the image', () => {
  const copied = [...containerfile.matchAll(/^COPY --from=build \/app\/(\S+) /gm)].map(
    ([, path = '']) => path,
  );

  test('has everything that the server imports, and no development package is among it', () => {
    const { files, packages } = closure('server/main.ts');
    expect(files.size).toBeGreaterThan(200);
    const outside = [...files].filter((file) => !copied.includes(file.split('/')[0] ?? ''));
    expect(outside).toEqual([]);
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
    expect(packages.size).toBeGreaterThan(3);
  });

  test('copies what exists, and runs as someone who owns none of it', () => {
    expect(copied.filter((path) => path !== 'dist' && !existsSync(join(root, path)))).toEqual([]);
    expect(containerfile).not.toContain('COPY --chown');
    const last = containerfile.slice(containerfile.lastIndexOf('\nFROM '));
    expect(/^USER (\S+)$/m.exec(last)?.[1]).toBe('node');
    expect(last).toContain('HEALTHCHECK');
  });

  test('is built without secrets and data', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.env', 'data', 'node_modules', '.git']) expect(ignored).toContain(path);
  });

  test('runs with a root that nobody can write to', () => {
    const alone = servicesOf('deploy/compose.yml');
    const { postgres } = servicesOf('deploy/compose.postgres.yml');
    for (const [name, service] of Object.entries({ ...alone, postgres })) {
      expect([name, service?.read_only, service?.cap_drop, service?.security_opt]).toEqual([
        name,
        true,
        ['ALL'],
        ['no-new-privileges:true'],
      ]);
    }
  });

  test('two instances have PostgreSQL and all else in common, and the proxy knows both', () => {
    const alone = servicesOf('deploy/compose.yml');
    const { dashboard, second, proxy } = servicesOf('deploy/compose.postgres.yml');
    expect(second?.extends).toEqual({ file: 'compose.yml', service: 'dashboard' });
    expect(second?.environment).toEqual(dashboard?.environment);
    expect(second?.volumes).toEqual(['second:/data']);
    expect(proxy?.environment?.UPSTREAM).toBe('dashboard:4180 second:4180');
    const secret = 's'.repeat(43);
    const claritalk = {
      CLARITALK_URL: 'https://c.test',
      CLARITALK_CLIENT_ID: 'id',
      CLARITALK_CLIENT_SECRET: 'own',
    };
    const DATABASE_URL = dashboard?.environment?.DATABASE_URL?.replace(/\$\{POSTGRES_PASSWORD\}/, 'f00');
    const shared = { SESSION_SECRET: secret, CONNECTIONS_SECRET: secret, HOOK_SECRETS: 'h'.repeat(43) };
    const settings = {
      ...alone.dashboard?.environment,
      ...claritalk,
      ...shared,
      DATABASE_URL,
      PUBLIC_URL: 'https://x.test',
    };
    expect(readSettings(settings).databaseUrl).toBe('postgres://dashboard:f00@postgres/dashboard');
  });

  test('its check tells a server that is alive from one that is not', () => {
    const [, program = ''] = /CMD \["node", "-e", "(.+)"\]/.exec(containerfile) ?? [];
    expect(spawnSync(process.execPath, ['-e', program.replace('4180', '1')]).status).toBe(1);
    expect(() => execFileSync(process.execPath, ['--check', '-'], { input: program })).not.toThrow();
  });
});
