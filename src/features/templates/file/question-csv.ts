import { type OutputType, outputTypes } from '#src/api/claritalk/questions.ts';
import { type CsvSeparator, writeCsv } from '#src/lib/csv/csv.ts';
import { type CsvRecord, readCsv } from '#src/lib/csv/csv-read.ts';
import type { FileQuestion, FileType } from './template-file.ts';

/** Where questions go whose line names no type or theme. */
export interface CsvPlace {
  readonly type: string;
  readonly theme: string;
}

/** A line that cannot be imported. */
export interface CsvProblem {
  readonly line: number;
  readonly kind: 'noPlace' | 'noQuestion' | 'outputType' | 'tooLong';
}

export interface ReadCsvFile {
  readonly types: readonly FileType[];
  readonly problems: readonly CsvProblem[];
}

const columns = ['type', 'theme', 'question', 'output_type'] as const;
type Column = (typeof columns)[number];

/** Questions with their type and theme, one a line. */
export const writeQuestionCsv = (types: readonly FileType[], separator: CsvSeparator): string =>
  writeCsv(
    [
      [...columns],
      ...types.flatMap((type) =>
        type.themes.flatMap((theme) =>
          theme.questions.map(({ question, output_type = 'single_line' }) => [
            type.name,
            theme.name,
            question,
            output_type,
          ]),
        ),
      ),
    ],
    separator,
  );

const headings: Readonly<Record<Column, RegExp>> = {
  type: /^(meeting[ _-]?)?(type|typ)$|^(type[ _-]?)?(vergadering|vergadertype|réunion|type de réunion|besprechungsart)$/i,
  theme: /^(theme|thema|thème)$/i,
  question: /^(question|vraag|frage)$/i,
  output_type: /^(output[ _-]?type|answer|antwoord|réponse|antwort)$/i,
};

const outputNames: Readonly<Record<OutputType, RegExp>> = {
  single_line: /^(single[ _-]?line|one line|één regel|een regel|une ligne|eine zeile)?$/i,
  multi_line: /^(multi[ _-]?line|several lines|meerdere regels|plusieurs lignes|mehrere zeilen)$/i,
};

/**
 * Reads questions from CSV. With headings, columns may stand in any order; without, a line is `question[, output
 * type]`, or `type, theme, question[, output type]`. Never throws: a line that cannot be imported is reported with its
 * number.
 */
export function readQuestionCsv(text: string, place: CsvPlace | undefined): ReadCsvFile {
  const records = readCsv(text);
  const named = headingsOf(records[0]);
  const problems: CsvProblem[] = [];
  const types = new Map<string, Map<string, FileQuestion[]>>();
  for (const { line, cells } of named ? records.slice(1) : records) {
    const at = named ?? (cells.length > 2 ? fourColumns : twoColumns);
    const cell = (column: Column) => cells[at[column] ?? -1] ?? '';
    const type = cell('type') || place?.type;
    const theme = cell('theme') || place?.theme;
    const question = cell('question');
    const outputType = outputTypes.find((known) => outputNames[known].test(cell('output_type')));
    const problem = problemOf({ type, theme, question, outputType });
    if (problem) problems.push({ line, kind: problem });
    if (problem || !type || !theme) continue;
    const themes = types.get(type) ?? new Map<string, FileQuestion[]>();
    types.set(type, themes);
    const questions = themes.get(theme) ?? [];
    themes.set(theme, questions);
    questions.push({ question, ...(outputType ? { output_type: outputType } : {}) });
  }
  return {
    problems,
    types: [...types].map(([name, themes]) => ({
      name,
      themes: [...themes].map(([theme, questions]) => ({ name: theme, questions })),
    })),
  };
}

type Places = Readonly<Partial<Record<Column, number>>>;

const twoColumns: Places = { question: 0, output_type: 1 };
const fourColumns: Places = { type: 0, theme: 1, question: 2, output_type: 3 };

function headingsOf(record: CsvRecord | undefined): Places | undefined {
  const places = new Map<Column, number>();
  for (const column of columns) {
    const at = record?.cells.findIndex((cell) => headings[column].test(cell)) ?? -1;
    if (at >= 0) places.set(column, at);
  }
  return places.has('question') ? Object.fromEntries(places) : undefined;
}

interface CsvLine {
  readonly type: string | undefined;
  readonly theme: string | undefined;
  readonly question: string;
  readonly outputType: OutputType | undefined;
}

function problemOf({ type, theme, question, outputType }: CsvLine): CsvProblem['kind'] | undefined {
  if (question === '') return 'noQuestion';
  if (!type || !theme) return 'noPlace';
  if (outputType === undefined) return 'outputType';
  return question.length > 2000 || type.length > 255 || theme.length > 255 ? 'tooLong' : undefined;
}
