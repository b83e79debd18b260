import { queryOptions } from '@tanstack/react-query';
import { listQuestions } from '#contract/claritalk/templates.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';

/** How long the assistant's answer to a question is. */
export const outputTypes = ['single_line', 'multi_line'] as const;
export type OutputType = (typeof outputTypes)[number];

/** A question of a theme, as new meetings will copy it. */
export interface Question {
  readonly id: number;
  readonly themeId: number;
  readonly question: string;
  readonly outputType: OutputType;
}

export const questionKeys = {
  all: ['questions'] as const,
  theme: (themeId: number) => ['questions', themeId] as const,
};

/**
 * The questions of a theme, in the server's order. Needs the permission
 * `organisation_settings_meeting_question_viewlist`.
 */
export const questionsOptions = (themeId: number) =>
  queryOptions({
    queryKey: questionKeys.theme(themeId),
    queryFn: async ({ signal }) => {
      const wire = await call(listQuestions, { params: { themeId: String(themeId) }, signal });
      return list(wire, (one) => normaliseQuestion(one, themeId));
    },
    staleTime: 60_000,
  });

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseQuestion(wire: unknown, themeId: number): Question | undefined {
  const question = fields(wire);
  const id = number(question.id);
  if (id === undefined) return undefined;
  return {
    id,
    themeId,
    question: text(question.question) ?? String(id),
    // The documentation says that the default is a single line.
    outputType: outputTypes.find((known) => known === question.output_type) ?? 'single_line',
  };
}
