import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { textFiles } from './compiled-messages.ts';

it('every file of texts is compiled, whatever its name', () => {
  const files = globSync('src/i18n/{locales/*,documents}/*.json');
  expect(files).toContain('src/i18n/locales/en/chat2desk.json');
  expect(files.filter((file) => !textFiles.test(file))).toEqual([]);
});
