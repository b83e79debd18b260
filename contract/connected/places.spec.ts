/** The places of rows are true: what a page or the gateway uses has one, and what only the console has says why. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleOnly } from './console-only.ts';
import { connectedSystems } from './table.ts';

const root = new URL('../../', import.meta.url);
/** Texts that name operations without using them. */
const onlyNames = /\.spec\.tsx?$|\/testing\/|scopes\.ts$|\/use-sent-texts\.ts$|\/own-writes\.ts$/;
const used = new Set(
  globSync(['src/{api,features,services}/**/*.{ts,tsx}', 'server/{gateway,upstreams}/**/*.ts'], { cwd: root })
    .filter((path) => !onlyNames.test(path))
    .flatMap((path) => readFileSync(new URL(path, root), 'utf8').split(/\W+/)),
);

describe('places of operations', () => {
  const rows = connectedSystems.flatMap((one) => one.operations).filter(({ place }) => place !== 'nowhere');

  it('are where something uses them', () => {
    const unused = rows.filter(({ name, place }) => place !== 'console' && !used.has(name));
    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  it('are not the console alone where something uses them', () => {
    const inUse = rows.filter(({ name, place }) => place === 'console' && used.has(name));
    expect(inUse.map(({ name }) => name)).toEqual([]);
  });
});

it('what only the console has says why, and nothing else does', () => {
  const rows = connectedSystems.flatMap((one) => one.operations).filter(({ place }) => place === 'console');
  expect(Object.keys(consoleOnly).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});
