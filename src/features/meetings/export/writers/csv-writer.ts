import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { type CsvSeparator, writeCsv } from '#src/lib/csv/csv.ts';
import type { MinutesFile } from '../minutes-file.ts';

/** Answers and to-dos of minutes as one table: a row each, distinguished by the first column. */
export function writeMinutesCsv(
  { minutes, context }: MinutesFile,
  { t }: DocumentTexts,
  separator: CsvSeparator,
): string {
  const remarks = context.reviews;
  const head = ['kind', 'theme', 'question', 'answer', 'correction', 'who', 'due', 'state'] as const;
  const answers = minutes.themes.flatMap(({ theme, questions }, themeIndex) =>
    questions.map(({ question, answer, correction }, index) => {
      const remark = remarks?.[themeIndex]?.[index];
      return [
        t('csv.questionRow'),
        theme ?? '',
        question,
        answer ?? '',
        correction ?? '',
        '',
        '',
        remark?.state ? t(`csv.${remark.state}`) : '',
        ...(remarks ? [remark?.comment ?? ''] : []),
      ];
    }),
  );
  const todos = minutes.todos.map(({ description, owner, due }, index) => [
    t('csv.todoRow'),
    '',
    description,
    '',
    '',
    owner ?? '',
    due ?? '',
    context.todosDone[index] ? t('todos.done') : t('todos.open'),
    ...(remarks ? [''] : []),
  ]);
  return writeCsv(
    [
      [...head.map((column) => t(`csv.${column}`)), ...(remarks ? [t('csv.comment')] : [])],
      ...answers,
      ...todos,
    ],
    separator,
  );
}
