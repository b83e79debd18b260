import type { QueryClient } from '@tanstack/react-query';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import {
  type MeetingType,
  meetingTypesOptions,
  type Theme,
  themesOptions,
} from '#src/api/claritalk/templates.ts';
import { seriesLimiter } from '#src/services/quota/limiter.ts';
import type { TemplateFile } from './template-file.ts';

export interface Templates {
  readonly types: readonly MeetingType[];
  readonly themes: readonly Theme[];
}

/** Types and themes as they are now. @throws ApiError */
export async function readTemplates(queryClient: QueryClient): Promise<Templates> {
  const [types, themes] = await Promise.all([
    queryClient.fetchQuery({ ...meetingTypesOptions(), staleTime: 0 }),
    queryClient.fetchQuery({ ...themesOptions(), staleTime: 0 }),
  ]);
  return { types, themes };
}

/**
 * The questions of themes as they are now, one theme after the other and paced. `onProgress` receives how many have
 * been read.
 *
 * @throws ApiError; DOMException when it was aborted
 */
export async function readQuestions(
  queryClient: QueryClient,
  themeIds: readonly number[],
  signal: AbortSignal | undefined,
  onProgress: (done: number) => void,
): Promise<ReadonlyMap<number, readonly Question[]>> {
  const questions = new Map<number, readonly Question[]>();
  for (const id of themeIds) {
    signal?.throwIfAborted();
    await seriesLimiter.turn(signal);
    questions.set(id, await queryClient.fetchQuery({ ...questionsOptions(id), staleTime: 0 }));
    onProgress(questions.size);
  }
  return questions;
}

/** Templates in the form in which they are exported. Themes without a type have no place in it. */
export function toFile(
  { types, themes }: Templates,
  questions: ReadonlyMap<number, readonly Question[]>,
  exportedAt: Date,
): TemplateFile {
  return {
    format: 'claritalk-templates',
    version: 1,
    exportedAt: exportedAt.toISOString(),
    types: types.map(({ id, name, isDefault }) => ({
      name,
      ...(isDefault ? { is_default: true } : {}),
      themes: themes
        .filter(({ typeId }) => typeId === id)
        .map((theme) => ({
          name: theme.name,
          questions: (questions.get(theme.id) ?? []).map(({ question, outputType }) => ({
            question,
            output_type: outputType,
          })),
        })),
    })),
  };
}
