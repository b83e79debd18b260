import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { roomsOf, withTextsOfCode } from './texts-with-code.ts';

const root = new URL('../../', import.meta.url);

it.each(['src/boot.ts', 'src/main.tsx', 'src/features/meetings/list/meetings-page.tsx'])(
  '%s says only what is loaded first',
  (path) => expect(roomsOf(path)).toEqual([]),
);

it('a page has the rooms that its parts name', () => {
  expect(roomsOf('src/features/people/audit/audit-page.tsx')).toEqual(['files', 'people', 'refusals', 'why']);
});

it('what is loaded later comes with its texts, unless the module that loads it has them', () => {
  const code = "const load = () => import('./person-page.tsx');";
  const changed = withTextsOfCode('src/features/people/directory/a.ts', code, () => ['people', 'why']);
  expect(changed).toBe(
    "const load = () => withTexts(import('./person-page.tsx'), 'people', 'why');\nimport { withTexts } from '#src/i18n/texts.ts';\n",
  );
  const page = 'src/features/people/directory/person-page.tsx';
  const source = readFileSync(new URL(page, root), 'utf8');
  expect(source).toContain("=> import('./delete-person-dialog.tsx')");
  expect(withTextsOfCode(page, source)).toContain("=> import('./delete-person-dialog.tsx')");
});

it('every text is named where the build can read it', () => {
  const unread = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((path) =>
    /useTranslations\((?!'[a-zA-Z\d]+[.'])/.test(readFileSync(new URL(path, root), 'utf8')),
  );
  // Of all texts: `errors` is there first, `refusals` comes with the first refusal.
  expect(unread).toEqual(['src/services/problems/error-text.ts']);
});
