import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { toFile } from '../file/gather.ts';
import { readTemplateFile } from '../file/template-file.ts';
import { dryRun } from './dry-run.ts';
import { isTrade, loadPack, loadTypes, packLanguages, packNames, trades } from './packs.ts';

const schema = new Validator(
  JSON.parse(readFileSync(new URL('../../../../docs/templates.schema.json', import.meta.url), 'utf8')),
  '2020-12',
);

describe.each(packNames)('pack %s', (name) => {
  it.each(packLanguages)('is an importable file in %s', async (language) => {
    const pack = await loadPack(name, language);
    expect(schema.validate(pack).errors).toEqual([]);
    expect(readTemplateFile(JSON.stringify(pack))).toEqual({ kind: 'read', file: pack });
  });

  it('asks the same number of questions of the same kind in every language', async () => {
    const shapes = await Promise.all(
      packLanguages.map(async (language) =>
        (await loadPack(name, language)).types.map(({ themes }) =>
          themes.map(({ questions }) => questions.map(({ output_type }) => output_type)),
        ),
      ),
    );
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });
});

describe.each(Object.keys(trades).filter(isTrade))('trade %s', (trade) => {
  it.each(packLanguages)(
    'is all created in an empty organisation, each thing once, in %s',
    async (language) => {
      const types = await loadTypes(trade, language);
      expect(types).toHaveLength(trades[trade].length);
      expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
      const { rows, steps, others } = dryRun(types, { types: [], themes: [], questions: new Map() });
      expect(rows.every(({ action }) => action === 'create')).toBe(true);
      expect(steps).toHaveLength(rows.length);
      expect(others).toBe(0);
    },
  );
});

it('what is exported matches the published schema, and can be read again', () => {
  const question = { id: 5, themeId: 3, question: 'Why?', outputType: 'multi_line' as const };
  const file = toFile(
    {
      types: [
        { id: 1, name: 'Sales', isDefault: true },
        { id: 2, name: 'Empty', isDefault: false },
      ],
      themes: [{ id: 3, name: 'Needs', typeId: 1 }],
    },
    new Map([[3, [question]]]),
    new Date(0),
  );
  const written = JSON.parse(JSON.stringify(file));
  expect(schema.validate(written).errors).toEqual([]);
  expect(readTemplateFile(JSON.stringify(written))).toEqual({ kind: 'read', file: written });
  expect(schema.validate({ ...written, types: [{ name: ' ', themes: [] }] }).valid).toBe(false);
  expect(schema.validate({ ...written, more: 1 }).valid).toBe(false);
});

it('says what is wrong with a file', () => {
  const read = (value: unknown) => readTemplateFile(JSON.stringify(value));
  const file = (types: unknown) => ({ format: 'claritalk-templates', version: 1, types });
  expect(readTemplateFile('{')).toEqual({ kind: 'unreadable' });
  expect(read({ format: 'claritalk-minutes' })).toEqual({ kind: 'foreign' });
  expect(read(null)).toEqual({ kind: 'foreign' });
  expect(read(file([{ name: 'A', themes: [{ name: '', questions: [] }] }]))).toEqual({
    kind: 'invalid',
    at: 'types[0].themes[0].name',
  });
  expect(read(file([{ name: 'A', themes: [], id: 5 }]))).toEqual({ kind: 'invalid', at: 'types[0].id' });
  expect(read(file(new Array(2001).fill({ name: 'A', themes: [] })))).toEqual({ kind: 'tooLarge' });
});
