import type { QueryClient } from '@tanstack/react-query';
import * as contract from '#contract/claritalk.ts';
import { call } from './client.ts';
import { ApiError } from './errors.ts';
import { normaliseQuestion, type OutputType, type Question, questionKeys } from './questions.ts';
import {
  type MeetingType,
  meetingTypesOptions,
  normaliseMeetingType,
  normaliseTheme,
  type Theme,
  templateKeys,
} from './templates.ts';

/** What is to be written; without an id it is created. All fields go along: what is left out would be reset. */
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
  return known(contract.saveType.name, normaliseMeetingType(await call(contract.saveType, { body, signal })));
}

/** Writes a theme; another type moves it there with its questions. @throws ApiError */
export async function writeTheme({ id, name, typeId }: ThemeDraft, signal?: AbortSignal): Promise<Theme> {
  const body = { id: id ?? 0, name, type_id: typeId };
  return known(contract.saveTheme.name, normaliseTheme(await call(contract.saveTheme, { body, signal })));
}

/** Writes a question. @throws ApiError */
export async function writeQuestion(draft: QuestionDraft, signal?: AbortSignal): Promise<Question> {
  const { id, themeId, question, outputType } = draft;
  const wire = await call(contract.saveQuestion, {
    params: { themeId: String(themeId) },
    body: { id: id ?? 0, question, output_type: outputType },
    signal,
  });
  return known(contract.saveQuestion.name, normaliseQuestion(wire, themeId));
}

/** What the server says it wrote. Without an id nothing can refer to it. */
function known<T>(operation: string, written: T | undefined): T {
  if (written === undefined) throw new ApiError({ kind: 'server', operation });
  return written;
}

/** Deletes; what is gone already is fine. @throws ApiError */
export const eraseType = (id: number, signal?: AbortSignal): Promise<void> =>
  gone(call(contract.deleteType, { params: { id: String(id) }, signal }));

export const eraseTheme = (id: number, signal?: AbortSignal): Promise<void> =>
  gone(call(contract.deleteTheme, { params: { id: String(id) }, signal }));

/** Needs the permission `organisation_settings_meeting_question_delete`. @throws ApiError */
export const eraseQuestion = (themeId: number, id: number, signal?: AbortSignal): Promise<void> =>
  gone(
    call(contract.deleteQuestion, {
      params: { themeId: String(themeId), questionId: String(id) },
      signal,
    }),
  );

async function gone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'not-found') throw error;
  }
}

/** Creates or changes a meeting type. The list shows it at once. @throws ApiError */
export async function saveType(queryClient: QueryClient, draft: TypeDraft): Promise<MeetingType> {
  const saved = await writeType(draft);
  queryClient.setQueryData<MeetingType[]>(templateKeys.types, (types) => withItem(types, saved));
  void refreshTemplates(queryClient);
  return saved;
}

/**
 * Makes a meeting type the default. It is not documented whether the one before stops being it: what Claritalk
 * still calls a default afterwards is told that it is none. @throws ApiError
 */
export async function makeDefault(queryClient: QueryClient, type: MeetingType): Promise<void> {
  await writeType({ id: type.id, name: type.name, isDefault: true });
  const types = await queryClient.fetchQuery({ ...meetingTypesOptions(), staleTime: 0 });
  const others = types.filter(({ id, isDefault }) => isDefault && id !== type.id);
  for (const { id, name } of others) await writeType({ id, name, isDefault: false });
  if (others.length > 0) await refreshTemplates(queryClient);
}

/** Creates or changes a theme. The list shows it at once. @throws ApiError */
export async function saveTheme(queryClient: QueryClient, draft: ThemeDraft): Promise<Theme> {
  const saved = await writeTheme(draft);
  queryClient.setQueryData<Theme[]>(templateKeys.themes, (themes) => withItem(themes, saved));
  void refreshTemplates(queryClient);
  return saved;
}

/** Creates or changes a question. The list shows it at once. @throws ApiError */
export async function saveQuestion(queryClient: QueryClient, draft: QuestionDraft): Promise<Question> {
  const saved = await writeQuestion(draft);
  const key = questionKeys.theme(draft.themeId);
  queryClient.setQueryData<Question[]>(key, (questions) => withItem(questions, saved));
  void queryClient.invalidateQueries({ queryKey: key });
  return saved;
}

/** Deletes a meeting type. @throws ApiError */
export async function removeType(queryClient: QueryClient, id: number): Promise<void> {
  await eraseType(id);
  queryClient.setQueryData<MeetingType[]>(templateKeys.types, (types) => withoutItem(types, id));
  void refreshTemplates(queryClient);
}

/** Deletes a theme. @throws ApiError */
export async function removeTheme(queryClient: QueryClient, id: number): Promise<void> {
  await eraseTheme(id);
  queryClient.setQueryData<Theme[]>(templateKeys.themes, (themes) => withoutItem(themes, id));
  queryClient.removeQueries({ queryKey: questionKeys.theme(id) });
  void refreshTemplates(queryClient);
}

/** Deletes a question. @throws ApiError */
export async function removeQuestion(
  queryClient: QueryClient,
  { id, themeId }: Pick<Question, 'id' | 'themeId'>,
): Promise<void> {
  await eraseQuestion(themeId, id);
  const key = questionKeys.theme(themeId);
  queryClient.setQueryData<Question[]>(key, (questions) => withoutItem(questions, id));
  void queryClient.invalidateQueries({ queryKey: key });
}

/** Asks again for types and themes. */
export const refreshTemplates = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: templateKeys.types }),
    queryClient.invalidateQueries({ queryKey: templateKeys.themes }),
  ]);

/** Asks again for everything, after many changes. */
export const refreshAllTemplates = (queryClient: QueryClient): Promise<unknown> =>
  Promise.all([refreshTemplates(queryClient), queryClient.invalidateQueries({ queryKey: questionKeys.all })]);

interface Identified {
  readonly id: number;
}

// A list that was not loaded yet stays so.
function withItem<T extends Identified>(items: readonly T[] | undefined, item: T): T[] | undefined {
  if (!items) return undefined;
  return items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item];
}

const withoutItem = <T extends Identified>(items: readonly T[] | undefined, id: number): T[] | undefined =>
  items?.filter((one) => one.id !== id);
