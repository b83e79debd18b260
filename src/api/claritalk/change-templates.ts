import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { sameName } from '#src/lib/same-name.ts';
import { afresh } from '../client/afresh.ts';
import { type Certain, certain, type Find, type PageWatch, type Watch } from '../client/certain.ts';
import { outcomeOf } from '../client/write.ts';
import {
  eraseQuestion,
  eraseTheme,
  eraseType,
  type QuestionDraft,
  refreshTemplates,
  type ThemeDraft,
  type TypeDraft,
  writeQuestion,
  writeTheme,
  writeType,
} from './edit-templates.ts';
import { type Question, questionKeys, questionsOptions } from './questions.ts';
import {
  type MeetingType,
  meetingTypesOptions,
  type Theme,
  templateKeys,
  themesOptions,
} from './templates.ts';

interface Identified {
  readonly id: number;
}

/** How a page watches a change of a template. */
export interface TemplateWatch<Draft> extends PageWatch<Draft> {
  /** Ids that existed before anything was sent: none of them is what was created. */
  readonly known: readonly number[];
}

interface Change<Draft, Item extends Identified> {
  readonly draft: Draft;
  readonly write: () => Promise<Item>;
  /** Reads the list afresh. */
  readonly read: () => Promise<readonly Item[]>;
  /** Whether an entry of the list matches a draft, whatever its id. */
  readonly isSame: (item: Item, draft: Draft) => boolean;
}

/** Writes and, where the response is lost, searches the list: by id, or for a new entry that matches the draft. */
function change<Draft extends { readonly id?: number | undefined }, Item extends Identified>(
  { draft, write, read, isSame }: Change<Draft, Item>,
  { earlier, known, ...watch }: TemplateWatch<Draft>,
): Promise<Certain<Item>> {
  const finderOf =
    (wanted: Draft): Find<Item> =>
    async () => {
      const found = (await read()).find(
        (item) =>
          isSame(item, wanted) &&
          (wanted.id === undefined ? !known.includes(item.id) : item.id === wanted.id),
      );
      return found ? { found } : 'absent';
    };
  // To change the same again changes nothing; only what is created must not be created twice.
  const before = earlier && earlier.id === undefined ? finderOf(earlier) : undefined;
  return certain(() => outcomeOf(write()), finderOf(draft), watch, before);
}

/** Creates or changes a meeting type. The list shows it at once. */
export async function saveType(
  queryClient: QueryClient,
  draft: TypeDraft,
  watch: TemplateWatch<TypeDraft>,
): Promise<Certain<MeetingType>> {
  const result = await change(
    {
      draft,
      write: () => writeType(draft),
      read: () => afresh(queryClient, meetingTypesOptions()),
      isSame: ({ name, isDefault }, wanted) => sameName(name, wanted.name) && isDefault === wanted.isDefault,
    },
    watch,
  );
  if (result.kind === 'done') {
    put(queryClient, templateKeys.types, result.value);
    void refreshTemplates(queryClient);
  }
  return result;
}

/** Creates or changes a theme. The list shows it at once. */
export async function saveTheme(
  queryClient: QueryClient,
  draft: ThemeDraft,
  watch: TemplateWatch<ThemeDraft>,
): Promise<Certain<Theme>> {
  const result = await change(
    {
      draft,
      write: () => writeTheme(draft),
      read: () => afresh(queryClient, themesOptions()),
      isSame: ({ name, typeId }, wanted) => sameName(name, wanted.name) && typeId === wanted.typeId,
    },
    watch,
  );
  if (result.kind === 'done') {
    put(queryClient, templateKeys.themes, result.value);
    void refreshTemplates(queryClient);
  }
  return result;
}

/** Creates or changes a question. The list shows it at once. */
export async function saveQuestion(
  queryClient: QueryClient,
  draft: QuestionDraft,
  watch: TemplateWatch<QuestionDraft>,
): Promise<Certain<Question>> {
  const result = await change(
    {
      draft,
      write: () => writeQuestion(draft),
      read: () => afresh(queryClient, questionsOptions(draft.themeId)),
      isSame: ({ question, outputType }, wanted) =>
        sameName(question, wanted.question) && outputType === wanted.outputType,
    },
    watch,
  );
  if (result.kind === 'done') {
    const key = questionKeys.theme(draft.themeId);
    put(queryClient, key, result.value);
    void queryClient.invalidateQueries({ queryKey: key });
  }
  return result;
}

/**
 * Makes a meeting type the default. It is not documented whether the one before stops being it: any other that
 * Claritalk still calls a default afterwards is reset.
 */
export async function makeDefault(
  queryClient: QueryClient,
  { id, name }: MeetingType,
  watch: Watch,
): Promise<Certain<MeetingType>> {
  const seen = { ...watch, earlier: undefined, known: [] };
  const made = await saveType(queryClient, { id, name, isDefault: true }, seen);
  if (made.kind !== 'done') return made;
  const others = (await afresh(queryClient, meetingTypesOptions())).filter(
    (type) => type.isDefault && type.id !== id,
  );
  for (const other of others) {
    const ended = await saveType(queryClient, { id: other.id, name: other.name, isDefault: false }, seen);
    // Half of it is done: neither "done" nor "not done" would be true.
    if (ended.kind !== 'done') return { kind: 'unknown', error: ended.error, sent: true };
  }
  return made;
}

/** Deletes a meeting type. */
export async function removeType(queryClient: QueryClient, id: number, watch: Watch): Promise<Certain<void>> {
  const read = () => afresh(queryClient, meetingTypesOptions());
  const result = await remove(id, () => eraseType(id), read, watch);
  if (result.kind === 'done') {
    drop(queryClient, templateKeys.types, id);
    void refreshTemplates(queryClient);
  }
  return result;
}

/** Deletes a theme. */
export async function removeTheme(
  queryClient: QueryClient,
  id: number,
  watch: Watch,
): Promise<Certain<void>> {
  const read = () => afresh(queryClient, themesOptions());
  const result = await remove(id, () => eraseTheme(id), read, watch);
  if (result.kind === 'done') {
    drop(queryClient, templateKeys.themes, id);
    queryClient.removeQueries({ queryKey: questionKeys.theme(id) });
    void refreshTemplates(queryClient);
  }
  return result;
}

/** Deletes a question. */
export async function removeQuestion(
  queryClient: QueryClient,
  { id, themeId }: Pick<Question, 'id' | 'themeId'>,
  watch: Watch,
): Promise<Certain<void>> {
  const read = () => afresh(queryClient, questionsOptions(themeId));
  const result = await remove(id, () => eraseQuestion(themeId, id), read, watch);
  if (result.kind === 'done') {
    const key = questionKeys.theme(themeId);
    drop(queryClient, key, id);
    void queryClient.invalidateQueries({ queryKey: key });
  }
  return result;
}

/** Deletes; the list shows whether it is gone. */
function remove(
  wanted: number,
  erase: () => Promise<void>,
  read: () => Promise<readonly Identified[]>,
  watch: Watch,
): Promise<Certain<void>> {
  const find = async () => ((await read()).some(({ id }) => id === wanted) ? 'absent' : { found: undefined });
  return certain(() => outcomeOf(erase()), find, watch);
}

// A list that has not been loaded stays that way.
const put = <T extends Identified>(queryClient: QueryClient, key: QueryKey, item: T) =>
  queryClient.setQueryData<T[]>(key, (items) =>
    items?.some(({ id }) => id === item.id)
      ? items.map((one) => (one.id === item.id ? item : one))
      : items && [...items, item],
  );

const drop = (queryClient: QueryClient, key: QueryKey, wanted: number) =>
  queryClient.setQueryData<Identified[]>(key, (items) => items?.filter(({ id }) => id !== wanted));
