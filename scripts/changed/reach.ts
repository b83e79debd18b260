import type { CodeFile } from '../house/import-graph.ts';

type Imports = Pick<CodeFile, 'path' | 'imports'>;

/** Rooms of the application and the folder of the end-to-end tests that use them. */
const testsOf: readonly (readonly [room: string, tests: string])[] = [
  ['src/features/meetings/', 'e2e/meetings/'],
  ['src/features/recorder/', 'e2e/recorder/'],
  ['src/features/people/', 'e2e/people/'],
  ['src/features/organisations/', 'e2e/people/'],
  ['src/features/templates/', 'e2e/templates/'],
  ['src/features/connect/', 'e2e/systems/'],
  ['src/features/integrations/', 'e2e/systems/'],
  ['src/features/webhooks/', 'e2e/systems/'],
  ['src/features/overview/', 'e2e/app/overview.e2e.ts'],
  ['src/features/settings/', 'e2e/app/settings.e2e.ts'],
];

/** The shortest tests of what people do most; for a change that reaches many rooms. */
const mainPaths = [
  'e2e/app/first-load.e2e.ts',
  'e2e/app/keyboard.e2e.ts',
  'e2e/meetings/meeting-edit.e2e.ts',
  'e2e/meetings/meetings.e2e.ts',
  'e2e/people/people.e2e.ts',
  'e2e/recorder/recorder-download.e2e.ts',
  'e2e/templates/templates.e2e.ts',
];

/** When a change reaches more rooms than this, running all their tests takes too long. */
const maxRooms = 2;

/** Files that only wire pages together: what they import does not change them. */
const wiring = new Set(['src/app/further-routes.ts', 'src/app/router.tsx', 'src/main.tsx', 'src/boot.ts']);

/** Returns the files that a change to these can affect: themselves, and whatever leads to them. */
export function reachedBy(changed: readonly string[], files: readonly Imports[]): Set<string> {
  const importers = new Map<string, string[]>();
  for (const { path, imports } of files) {
    if (wiring.has(path)) continue;
    for (const target of imports) importers.set(target, [...(importers.get(target) ?? []), path]);
  }
  const reached = new Set(changed);
  for (const path of reached) for (const importer of importers.get(path) ?? []) reached.add(importer);
  return reached;
}

/**
 * The end-to-end tests worth running for a change, as Playwright takes them: those of the rooms that it reaches, or the
 * main paths when it reaches many, and those that were changed themselves.
 *
 * @returns files and folders in alphabetical order; none for a change that no page can show.
 */
export function endToEndTests(changed: readonly string[], files: readonly Imports[]): string[] {
  const reached = reachedBy(changed, files);
  const tests = new Set([...reached].filter((path) => path.endsWith('.e2e.ts')));
  const rooms = new Set<string>();
  let isEverywhere = false;
  for (const path of reached) {
    if (/\.spec\.tsx?$/.test(path) || !/^(src|server|contract)\//.test(path)) continue;
    const room = testsOf.find(([folder]) => path.startsWith(folder))?.[1];
    if (room) rooms.add(room);
    else if (path.startsWith('src/app/') || !path.startsWith('src/')) isEverywhere = true;
  }
  const chosen = isEverywhere || rooms.size > maxRooms ? mainPaths : rooms;
  for (const test of chosen) tests.add(test);
  return [...tests]
    .filter((test) => ![...tests].some((other) => other !== test && test.startsWith(other)))
    .sort();
}
