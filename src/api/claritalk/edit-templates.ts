import type { QueryClient } from '@tanstack/react-query';
import * as contract from '#contract/claritalk/templates.ts';
import { ApiError } from '../client/errors.ts';
import { type Outcome, orThrow, write } from '../client/write.ts';
import { normaliseQuestion, type OutputType, type Question, questionKeys } from './questions.ts';
import {
  type MeetingType,
  normaliseMeetingType,
  normaliseTheme,
  type Theme,
  templateKeys,
} from './templates.ts';

/** What to write; without an id it is created. All fields are sent: what is omitted would be reset. */
export interface TypeDraft {
  readonly id?: number | undefined;
  readonly name: string;
  readonly isDefault: boolean;
}

export interface ThemeDraft {
  readonly id?: number | undefined;
  readonly name: string;
  readonly typeId: number;
}

export interface QuestionDraft {
  readonly id?: number | undefined;
  readonly themeId: number;
  readonly question: string;
  readonly outputType: OutputType;
}

/** Writes a meeting type, and nothing else. @throws ApiError */
export async function writeType(
  { id, name, isDefault }: TypeDraft,
  signal?: AbortSignal,
): Promise<MeetingType> {
  const body = { id: id ?? 0, name, is_default: isDefault };
  return known(
    contract.saveType.name,
    normaliseMeetingType(orThrow(await write(contract.saveType, { body, signal }))),
  );
}

/** Writes a theme; another type moves it there with its questions. @throws ApiError */
export async function writeTheme({ id, name, typeId }: ThemeDraft, signal?: AbortSignal): Promise<Theme> {
  const body = { id: id ?? 0, name, type_id: typeId };
  return known(
    contract.saveTheme.name,
    normaliseTheme(orThrow(await write(contract.saveTheme, { body, signal }))),
  );
}

/** Writes a question. @throws ApiError */
export async function writeQuestion(draft: QuestionDraft, signal?: AbortSignal): Promise<Question> {
  const { id, themeId, question, outputType } = draft;
  const wire = orThrow(
    await write(contract.saveQuestion, {
      params: { themeId: String(themeId) },
      body: { id: id ?? 0, question, output_type: outputType },
      signal,
    }),
  );
  return known(contract.saveQuestion.name, normaliseQuestion(wire, themeId));
}

/** Returns what the server says it wrote. Without an id nothing can refer to it. */
function known<T>(operation: string, written: T | undefined): T {
  if (written === undefined) throw new ApiError({ kind: 'server', operation, mayBeDone: true });
  return written;
}

/** Deletes; something already gone is fine. @throws ApiError */
export const eraseType = (id: number, signal?: AbortSignal): Promise<void> =>
  gone(write(contract.deleteType, { params: { id: String(id) }, signal }));

export const eraseTheme = (id: number, signal?: AbortSignal): Promise<void> =>
  gone(write(contract.deleteTheme, { params: { id: String(id) }, signal }));

/** Needs the permission `organisation_settings_meeting_question_delete`. @throws ApiError */
export const eraseQuestion = (themeId: number, id: number, signal?: AbortSignal): Promise<void> =>
  gone(
    write(contract.deleteQuestion, {
      params: { themeId: String(themeId), questionId: String(id) },
      signal,
    }),
  );

async function gone(deletion: Promise<Outcome<unknown>>): Promise<void> {
  const outcome = await deletion;
  if (outcome.kind !== 'done' && outcome.error.kind !== 'not-found') throw outcome.error;
}

/** Refetches types and themes. */
export const refreshTemplates = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: templateKeys.types }),
    queryClient.invalidateQueries({ queryKey: templateKeys.themes }),
  ]);

/** Refetches everything, after many changes. */
export const refreshAllTemplates = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all([refreshTemplates(queryClient), queryClient.invalidateQueries({ queryKey: questionKeys.all })]);

/** What was read is no longer all there is: pages that are opened from now on read it again. */
export const outdateTemplates = (queryClient: QueryClient): void => {
  for (const queryKey of [templateKeys.types, templateKeys.themes])
    void queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
};
