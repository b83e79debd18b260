import { normalForm } from '#contract/normal-form.ts';
import type { Question } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import type { FileType } from '../file/template-file.ts';
import { type Ref, type Step, step } from '../jobs/plan.ts';

/** What an import would do to one thing. */
export interface DryRow {
  readonly key: string;
  readonly kind: 'type' | 'theme' | 'question';
  readonly name: string;
  /** Names of what it belongs to, the outermost first. */
  readonly within: readonly string[];
  readonly action: 'create' | 'change' | 'leave';
  /** What becomes different. */
  readonly change: 'default' | 'noDefault' | 'outputType' | undefined;
}

export interface DryRun {
  readonly rows: readonly DryRow[];
  /** What would be written, in this order. */
  readonly steps: readonly Step[];
  /** Existing things that are not in the file. They stay. */
  readonly others: number;
}

export interface Present {
  readonly types: readonly MeetingType[];
  readonly themes: readonly Theme[];
  /** Of the themes that {@link matchedThemes} names. */
  readonly questions: ReadonlyMap<number, readonly Question[]>;
}

const nameKey = (name: string) => normalForm(name.trim(), 'NFC');

/** Takes things by their name, each once: the same name twice in a file means two things. */
class Pool<Item extends { readonly id: number }> {
  /** All of a name, and how many of them were taken. */
  readonly #named = new Map<string, { readonly items: Item[]; taken: number }>();

  constructor(items: readonly Item[], nameOf: (item: Item) => string) {
    for (const item of items) {
      const key = nameKey(nameOf(item));
      const known = this.#named.get(key);
      if (known) known.items.push(item);
      else this.#named.set(key, { items: [item], taken: 0 });
    }
  }

  /** Ids of everything of that name, taken or not. */
  same(name: string): readonly number[] {
    return this.#named.get(nameKey(name))?.items.map(({ id }) => id) ?? [];
  }

  take(name: string): Item | undefined {
    const known = this.#named.get(nameKey(name));
    const item = known?.items[known.taken];
    if (known && item) known.taken += 1;
    return item;
  }
}

interface Matched {
  readonly type: MeetingType | undefined;
  readonly themes: readonly (Theme | undefined)[];
}

/** What of the file already exists, by name. */
function match(
  file: readonly FileType[],
  { types, themes }: Pick<Present, 'types' | 'themes'>,
): readonly Matched[] {
  const pool = new Pool(types, ({ name }) => name);
  return file.map(({ name, themes: wanted }) => {
    const type = pool.take(name);
    const own = new Pool(
      themes.filter(({ typeId }) => type !== undefined && typeId === type.id),
      (theme) => theme.name,
    );
    return { type, themes: wanted.map((theme) => own.take(theme.name)) };
  });
}

/** Ids of the themes whose questions a dry run has to know. */
export const matchedThemes = (
  file: readonly FileType[],
  present: Pick<Present, 'types' | 'themes'>,
): readonly number[] =>
  match(file, present)
    .flatMap(({ themes }) => themes)
    .flatMap((theme) => (theme ? [theme.id] : []));

/**
 * What importing a file would create, change and leave. Things are identified by their names alone; nothing is ever
 * deleted or renamed.
 */
export function dryRun(file: readonly FileType[], present: Present): DryRun {
  const rows: DryRow[] = [];
  const steps: Step[] = [];
  const matched = match(file, present);
  const allTypes = new Pool(present.types, ({ name }) => name);
  let known = 0;
  const add = (row: DryRow, written: Step | undefined) => {
    rows.push(row);
    if (written) steps.push(written);
    if (row.action !== 'create') known += 1;
  };
  file.forEach((wanted, at) => {
    const found = matched[at];
    const name = wanted.name.trim();
    const key = `${at}`;
    const type = found?.type;
    add(...typeRow(key, name, wanted.is_default === true, type, allTypes.same(name)));
    const ownThemes = new Pool(
      present.themes.filter(({ typeId }) => type !== undefined && typeId === type.id),
      (theme) => theme.name,
    );
    wanted.themes.forEach((theme, themeAt) => {
      const themeKey = `${key}.${themeAt}`;
      const existing = found?.themes[themeAt];
      const themeName = theme.name.trim();
      add(
        {
          key: themeKey,
          kind: 'theme',
          name: themeName,
          within: [name],
          action: existing ? 'leave' : 'create',
          change: undefined,
        },
        existing
          ? undefined
          : step(
              themeKey,
              { kind: 'saveTheme', name: themeName, type: type ? { id: type.id } : { step: key } },
              ownThemes.same(themeName),
            ),
      );
      const pool = new Pool(
        (existing && present.questions.get(existing.id)) ?? [],
        ({ question }) => question,
      );
      theme.questions.forEach((question, questionAt) => {
        const ref: Ref = existing ? { id: existing.id } : { step: themeKey };
        add(...questionRow(`${themeKey}.${questionAt}`, [name, themeName], question, pool, ref));
      });
    });
  });
  // It is not documented that making another type the default resets the previous one.
  const newDefault = steps.some(({ work }) => work.kind === 'saveType' && work.isDefault);
  const taken = new Set(matched.map(({ type }) => type?.id));
  const before = newDefault ? present.types.filter(({ isDefault }) => isDefault) : [];
  for (const { id, name } of before) {
    const key = `default.${id}`;
    rows.push({ key, kind: 'type', name, within: [], action: 'change', change: 'noDefault' });
    if (!taken.has(id)) known += 1;
    const kept = { name, isDefault: true };
    steps.push(step(key, { kind: 'saveType', id, name, isDefault: false, before: kept }));
  }
  const counted = [...present.questions.values()].reduce((sum, { length }) => sum + length, 0);
  const there = present.types.length + present.themes.length + counted;
  return { rows, steps, others: Math.max(0, there - known) };
}

function typeRow(
  key: string,
  name: string,
  isDefault: boolean,
  existing: MeetingType | undefined,
  same: readonly number[],
): [DryRow, Step | undefined] {
  const row = { key, kind: 'type', name, within: [] } as const;
  if (!existing) {
    return [
      { ...row, action: 'create', change: isDefault ? 'default' : undefined },
      step(key, { kind: 'saveType', name, isDefault }, same),
    ];
  }
  if (!isDefault || existing.isDefault) return [{ ...row, action: 'leave', change: undefined }, undefined];
  const before = { name: existing.name, isDefault: false };
  return [
    { ...row, action: 'change', change: 'default' },
    step(key, { kind: 'saveType', id: existing.id, name: existing.name, isDefault: true, before }),
  ];
}

function questionRow(
  key: string,
  within: readonly string[],
  wanted: FileType['themes'][number]['questions'][number],
  pool: Pool<Question>,
  theme: Ref,
): [DryRow, Step | undefined] {
  const question = wanted.question.trim();
  const existing = pool.take(question);
  const outputType = wanted.output_type ?? existing?.outputType ?? 'single_line';
  const row = { key, kind: 'question', name: question, within } as const;
  if (!existing) {
    return [
      { ...row, action: 'create', change: undefined },
      step(key, { kind: 'saveQuestion', theme, question, outputType }, pool.same(question)),
    ];
  }
  if (existing.outputType === outputType) return [{ ...row, action: 'leave', change: undefined }, undefined];
  const before = { question: existing.question, outputType: existing.outputType };
  return [
    { ...row, action: 'change', change: 'outputType' },
    step(key, {
      kind: 'saveQuestion',
      id: existing.id,
      theme,
      question: existing.question,
      outputType,
      before,
    }),
  ];
}
