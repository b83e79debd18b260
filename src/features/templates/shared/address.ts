import { wholeCharacters } from '#contract/whole-characters.ts';

/** What the templates' page shows, as its address says it. */
export interface TemplatesAddress {
  readonly type: number | undefined;
  readonly theme: number | undefined;
  readonly question: number | undefined;
  readonly sort: TemplateSort;
  /** What is searched for in each column. */
  readonly find: Readonly<Record<ColumnName, string>>;
}

export const columnNames = ['types', 'themes', 'questions'] as const;
export type ColumnName = (typeof columnNames)[number];

/** The API knows no order: by name, or by creation, which their ids tell. */
export const templateSorts = ['created', 'createdDown', 'name'] as const;
export type TemplateSort = (typeof templateSorts)[number];

/** Stands for "themes whose type is gone", which no id of a type ever is. */
export const noType = 0;

const maximumText = 255;
const findParams: Readonly<Record<ColumnName, string>> = {
  types: 'findType',
  themes: 'findTheme',
  questions: 'findQuestion',
};

export const emptyAddress: TemplatesAddress = {
  type: undefined,
  theme: undefined,
  question: undefined,
  sort: 'created',
  find: { types: '', themes: '', questions: '' },
};

/** Reads the address's query; whatever is missing or odd is left out. */
export function readAddress(query: URLSearchParams): TemplatesAddress {
  const find = (column: ColumnName) => wholeCharacters(query.get(findParams[column]) ?? '', maximumText);
  return {
    type: idOf(query.get('type')),
    theme: idOf(query.get('theme')),
    question: idOf(query.get('question')),
    sort: templateSorts.find((sort) => sort === query.get('sort')) ?? emptyAddress.sort,
    find: { types: find('types'), themes: find('themes'), questions: find('questions') },
  };
}

/** The address's query; defaults are left out. */
export function writeAddress({ type, theme, question, sort, find }: TemplatesAddress): string {
  const query = new URLSearchParams();
  if (type !== undefined) query.set('type', String(type));
  if (theme !== undefined) query.set('theme', String(theme));
  if (question !== undefined) query.set('question', String(question));
  if (sort !== emptyAddress.sort) query.set('sort', sort);
  for (const column of columnNames) {
    if (find[column].trim() !== '') query.set(findParams[column], find[column]);
  }
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}

/** The same page with another thing chosen in a column: what depends on it is reset. */
export function choose(
  address: TemplatesAddress,
  column: ColumnName,
  id: number | undefined,
): TemplatesAddress {
  const { find } = address;
  if (column === 'types') {
    return {
      ...address,
      type: id,
      theme: undefined,
      question: undefined,
      find: { ...find, themes: '', questions: '' },
    };
  }
  if (column === 'themes') {
    return { ...address, theme: id, question: undefined, find: { ...find, questions: '' } };
  }
  return { ...address, question: id };
}

function idOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
