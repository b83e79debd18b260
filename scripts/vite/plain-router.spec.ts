import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { asPlainRouter, exportsOf } from './plain-router.ts';

const library = join(
  dirname(fileURLToPath(import.meta.resolve('react-router/package.json'))),
  'dist/production/lib',
);
const read = (path: string) => readFileSync(join(library, path), 'utf8');

/** What the rest of the router takes from a module, and calls without having been asked to. */
const taken = (from: string, module: string) =>
  new RegExp(`import \\{ ([\\w, ]+) \\} from "[./\\w]*${module}"`).exec(read(from))?.[1]?.split(', ');

test.each(['dom/ssr/components.js', 'router/instrumentation.js'])('%s exports what it did', (path) => {
  const code = read(path);
  expect(exportsOf(code).length).toBeGreaterThan(4);
  expect(exportsOf(asPlainRouter(`/x/lib/${path}`, code))).toEqual(exportsOf(code));
  expect(asPlainRouter(`/x/lib/${path}`, code).length).toBeLessThan(code.length / 5);
});

test('what the router’s own components take is there', () => {
  expect(taken('dom/lib.js', 'ssr/components.js')).toEqual([
    'FrameworkContext',
    // Drawn only where the hook below says so.
    'PrefetchPageLinks',
    'mergeRefs',
    'usePrefetchBehavior',
  ]);
  expect(taken('components.js', 'ssr/components.js')).toEqual(['FrameworkContext']);
  expect(taken('router/router.js', 'instrumentation.js')).toEqual([
    'consumeInstrumentationClientResultMetaReceiver',
    // Called only where a router is created with instrumentations.
    'getRouteInstrumentationUpdates',
    'instrumentClientSideRouter',
  ]);
});

test('other modules stay as they are', () => {
  const code = read('router/history.js');
  expect(asPlainRouter('/x/lib/router/history.js', code)).toBe(code);
});
