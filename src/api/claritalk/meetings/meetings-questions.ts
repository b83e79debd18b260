import { fingerprint, uniqueKeys } from '#src/lib/hash/fingerprint.ts';
import { fields, list, text } from '#src/lib/reader.ts';

export interface AnsweredQuestion {
  /** The same for the same question of this meeting whenever it is read, and of no other one in it. */
  readonly key: string;
  readonly question: string;
  /** Undefined when the assistant found no answer. */
  readonly answer: string | undefined;
  /** Whether the answer's line breaks matter. */
  readonly multiLine: boolean;
  /** How long the answer may be, as the server writes it; undefined when it does not say. */
  readonly outputType: string | undefined;
}

/** A theme and its questions, in order. */
export interface ThemeQuestions {
  /** Undefined for questions without a theme. */
  readonly theme: string | undefined;
  readonly themeId: string | undefined;
  readonly questions: readonly AnsweredQuestion[];
}

interface Group {
  theme: string | undefined;
  themeId: string | undefined;
  questions: AnsweredQuestion[];
}

/**
 * Questions by theme. The documentation shows no example, so three forms are read: questions that name their theme,
 * themes that contain questions (as in the webhook), and an object of lists by the theme's name.
 */
export function normaliseQuestions(wire: unknown): ThemeQuestions[] {
  const groups = new Map<string, Group>();
  const into = (theme: string | undefined, themeId: string | undefined) => {
    const key = themeId ?? theme ?? '';
    const group = groups.get(key) ?? { theme, themeId, questions: [] };
    groups.set(key, group);
    group.theme ??= theme;
    return group.questions;
  };
  const unique = uniqueKeys();
  const add = (item: unknown, theme?: string, themeId?: string) => {
    const question = normaliseQuestion(item);
    if (!question) return;
    const own = fields(item);
    const inTheme = text(own.theme) ?? text(fields(own.theme).name) ?? theme;
    const key = unique(keyOf(text(own.id), inTheme, question.question));
    into(inTheme, text(own.theme_id) ?? themeId).push({ key, ...question });
  };
  const readTheme = (item: unknown) => {
    const theme = fields(item);
    const name = text(theme.name ?? theme.theme);
    for (const question of asList(theme.questions)) add(question, name, text(theme.id ?? theme.theme_id));
  };
  if (Array.isArray(wire)) {
    for (const item of wire) Array.isArray(fields(item).questions) ? readTheme(item) : add(item);
  } else {
    for (const [theme, questions] of Object.entries(fields(wire))) {
      for (const question of asList(questions)) add(question, theme);
    }
  }
  return [...groups.values()];
}

/** How many of the questions of some themes there are, and how many have an answer. */
export function countAnswers(themes: readonly ThemeQuestions[]): { answered: number; total: number } {
  const questions = themes.flatMap((theme) => theme.questions);
  return {
    answered: questions.filter((question) => question.answer !== undefined).length,
    total: questions.length,
  };
}

/** By the question's id, which stays when its text is edited in the template; by its texts when it has none. */
const keyOf = (id: string | undefined, theme: string | undefined, question: string) =>
  id === undefined ? `t${fingerprint(`${theme ?? ''}\n${question}`)}` : `q${id}`;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function normaliseQuestion(wire: unknown): Omit<AnsweredQuestion, 'key'> | undefined {
  const item = fields(wire);
  const question = text(item.question) ?? text(item.name) ?? text(item.title);
  if (question === undefined) return undefined;
  const answer = answerOf(item.answer ?? item.value);
  return {
    question,
    answer,
    multiLine: item.output_type === 'multi_line' || (answer?.includes('\n') ?? false),
    outputType: text(item.output_type),
  };
}

function answerOf(wire: unknown): string | undefined {
  if (Array.isArray(wire)) return text(list(wire, text).join('\n'));
  const answer = text(wire) ?? text(fields(wire).content) ?? text(fields(wire).answer);
  return answer?.trim();
}
