import type { OutputType, Question } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { type Job, type JobStep, untried } from '#src/services/jobs/job.ts';

/** Something that exists, by its id, or that an earlier step creates, by that step's key. */
export type Ref = { readonly id: number } | { readonly step: string };

/** One thing to do at the server. Without an id it is created, with one it is changed. */
export type Work =
  | {
      readonly kind: 'saveType';
      readonly id?: number | undefined;
      readonly name: string;
      readonly isDefault: boolean;
      /** Its earlier state, to undo a change. */
      readonly before?: { readonly name: string; readonly isDefault: boolean } | undefined;
    }
  | {
      readonly kind: 'saveTheme';
      readonly id?: number | undefined;
      readonly name: string;
      readonly type: Ref;
      readonly before?: { readonly name: string } | undefined;
    }
  | {
      readonly kind: 'saveQuestion';
      readonly id?: number | undefined;
      readonly theme: Ref;
      readonly question: string;
      readonly outputType: OutputType;
      readonly before?: { readonly question: string; readonly outputType: OutputType } | undefined;
    }
  /** Deletes the original of a copy, once the copy is there and as long as the original is what was copied. */
  | {
      readonly kind: 'deleteOriginal';
      readonly id: number;
      readonly themeId: number;
      readonly question: string;
      readonly outputType: OutputType;
      /** Key of the step that makes the copy. */
      readonly copy: string;
      readonly copyThemeId: number;
    }
  /** Undoes the creation of something; of a copy only while its original is there. */
  | {
      readonly kind: 'uncreate';
      readonly of: 'type' | 'theme' | 'question';
      readonly name: string;
      readonly parent?: number | undefined;
      readonly original?: { readonly id: number; readonly themeId: number } | undefined;
    };

export interface Step extends JobStep {
  readonly work: Work;
  /** What it created, once that is known. */
  readonly madeId: number | undefined;
  /** Things that had the same name before, so that they are not mistaken for what an unanswered try created. */
  readonly same: readonly number[];
}

export const planKinds = ['duplicateType', 'duplicateTheme', 'moveQuestion', 'import', 'undo'] as const;
export type PlanKind = (typeof planKinds)[number];

/** Several writes that belong together, in an order that never loses anything. */
export interface Plan extends Job<Step> {
  readonly kind: PlanKind;
  /** What it is about, for people. */
  readonly name: string;
  /** The target, for people; empty where there is none. */
  readonly target: string;
}

export type NewPlan = Omit<Plan, 'id'>;

/** A step that nobody has tried. */
export const step = (key: string, work: Work, same: readonly number[] = []): Step => ({
  ...untried,
  key,
  work,
  madeId: undefined,
  same,
});

export interface ThemeContent {
  readonly theme: Theme;
  readonly questions: readonly Question[];
}

/** Copies a theme with its questions. */
export function planThemeCopy(
  { theme, questions }: ThemeContent,
  name: string,
  target: MeetingType,
  existing: readonly Theme[],
): NewPlan {
  const same = existing.filter((one) => one.typeId === target.id && one.name === name).map(({ id }) => id);
  return {
    kind: 'duplicateTheme',
    name: theme.name,
    target: target.name,
    steps: themeSteps('t', name, { id: target.id }, questions, same),
  };
}

/** Copies a meeting type with its themes and their questions. The copy is not the default. */
export function planTypeCopy(
  type: MeetingType,
  contents: readonly ThemeContent[],
  name: string,
  existing: readonly MeetingType[],
): NewPlan {
  const same = existing.filter((one) => one.name === name).map(({ id }) => id);
  return {
    kind: 'duplicateType',
    name: type.name,
    target: name,
    steps: [
      step('type', { kind: 'saveType', name, isDefault: false }, same),
      ...contents.flatMap(({ theme, questions }, at) =>
        themeSteps(`t${at}`, theme.name, { step: 'type' }, questions, []),
      ),
    ],
  };
}

function themeSteps(
  key: string,
  name: string,
  type: Ref,
  questions: readonly Question[],
  same: readonly number[],
): Step[] {
  return [
    step(key, { kind: 'saveTheme', name, type }, same),
    ...questions.map(({ question, outputType }, at) =>
      step(`${key}.${at}`, { kind: 'saveQuestion', theme: { step: key }, question, outputType }),
    ),
  ];
}

/** Moves a question: the copy first, and only when it is there, the original goes. */
export function planQuestionMove(question: Question, target: Theme, inTarget: readonly Question[]): NewPlan {
  const { id, themeId, question: text, outputType } = question;
  const same = inTarget.filter((one) => one.question === text).map((one) => one.id);
  return {
    kind: 'moveQuestion',
    name: text,
    target: target.name,
    steps: [
      step('copy', { kind: 'saveQuestion', theme: { id: target.id }, question: text, outputType }, same),
      step('original', {
        kind: 'deleteOriginal',
        id,
        themeId,
        question: text,
        outputType,
        copy: 'copy',
        copyThemeId: target.id,
      }),
    ],
  };
}

/** The id behind a reference; undefined while the step that creates it has not. */
export function resolve(ref: Ref, steps: readonly Step[]): number | undefined {
  return 'id' in ref ? ref.id : steps.find(({ key }) => key === ref.step)?.madeId;
}

const mayHaveHappened = ({ state, unsure }: Step) => state === 'done' || unsure || state === 'running';

/** Whether everything that was done can be undone: nothing was deleted, as far as is known. */
export const canUndo = ({ kind, steps }: Plan): boolean =>
  kind !== 'undo' &&
  steps.some(mayHaveHappened) &&
  !steps.some(({ work, state }) => work.kind === 'deleteOriginal' && state === 'done');

/** The plan that undoes what another one did, the last step first. What was never tried needs nothing. */
export function planUndo(plan: Plan): Plan {
  const { steps } = plan;
  const undone = steps.filter(mayHaveHappened).flatMap((done): Step[] => undoOf(done, steps));
  return { ...plan, kind: 'undo', steps: undone.reverse() };
}

function undoOf({ key, work, madeId, same, state }: Step, steps: readonly Step[]): Step[] {
  const back = `undo.${key}`;
  const uncreate = (of: 'type' | 'theme' | 'question', name: string, parent: number | undefined): Step[] => [
    {
      ...step(back, { kind: 'uncreate', of, name, parent, original: originalOf(key, steps) }, same),
      madeId,
      unsure: state !== 'done',
    },
  ];
  switch (work.kind) {
    case 'saveType':
      if (work.id === undefined) return uncreate('type', work.name, undefined);
      return work.before ? [step(back, { kind: 'saveType', id: work.id, ...work.before })] : [];
    case 'saveTheme': {
      const typeId = resolve(work.type, steps);
      if (work.id === undefined) return uncreate('theme', work.name, typeId);
      if (!work.before || typeId === undefined) return [];
      return [step(back, { kind: 'saveTheme', id: work.id, type: { id: typeId }, ...work.before })];
    }
    case 'saveQuestion': {
      const themeId = resolve(work.theme, steps);
      // It goes with its theme.
      if ('step' in work.theme || themeId === undefined) return [];
      if (work.id === undefined) return uncreate('question', work.question, themeId);
      return work.before
        ? [step(back, { kind: 'saveQuestion', id: work.id, theme: { id: themeId }, ...work.before })]
        : [];
    }
    default:
      return [];
  }
}

/** What a step made a copy of, where the original was to be deleted. */
function originalOf(key: string, steps: readonly Step[]): { id: number; themeId: number } | undefined {
  for (const { work } of steps) {
    if (work.kind === 'deleteOriginal' && work.copy === key) return { id: work.id, themeId: work.themeId };
  }
  return undefined;
}
