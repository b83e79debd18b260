import type { Database } from '../../lib/database.ts';
import { type AnswerKind, type OutputType, type StoryKey, types } from './template-data.ts';

/** A question and what its answer is about. */
export interface SeededQuestion {
  readonly id: number;
  readonly theme_id: number;
  readonly theme: string;
  readonly question: string;
  readonly output_type: OutputType;
  readonly kind: AnswerKind;
}

export interface SeededType {
  readonly id: number;
  readonly questions: readonly SeededQuestion[];
}

function addThemes(database: Database, typeId: number, key: StoryKey): SeededQuestion[] {
  return types[key].themes.flatMap(({ name, questions }) => {
    const theme = database.run('INSERT INTO themes (type_id, name) VALUES (?, ?)', typeId, name);
    return questions.map(([question, kind, output_type = 'single_line']): SeededQuestion => {
      const sql = 'INSERT INTO questions (theme_id, question, output_type) VALUES (?, ?, ?)';
      const { id } = database.run(sql, theme.id, question, output_type);
      return { id, theme_id: theme.id, theme: name, question, output_type, kind };
    });
  });
}

/** Seeds types, themes and questions of the firm; its children begin with one empty type each. */
export function seedTemplates(database: Database, organisationId: number): Record<StoryKey, SeededType> {
  const sql = 'INSERT INTO types (organisation_id, name, is_default) VALUES (?, ?, ?)';
  const add = (key: StoryKey): SeededType => {
    const { id } = database.run(sql, organisationId, types[key].name, key === 'client' ? 1 : 0);
    return { id, questions: addThemes(database, id, key) };
  };
  const seeded = {
    client: add('client'),
    annual: add('annual'),
    tax: add('tax'),
    intake: add('intake'),
    team: add('team'),
    review: add('review'),
    call: add('call'),
  };
  const children = database.all<{ id: number }>(
    'SELECT id FROM organisations WHERE parent_id = ?',
    organisationId,
  );
  for (const { id } of children) database.run(sql, id, 'General meeting', 1);
  return seeded;
}
