import type { QuestionDraft, ThemeDraft, TypeDraft } from '#src/api/claritalk/edit-templates.ts';
import type { Question } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { type Plan, resolve, type Step } from './plan.ts';

/** What a step needs of the server. Everything throws ApiError. */
export interface TemplateServer {
  types(): Promise<readonly MeetingType[]>;
  themes(): Promise<readonly Theme[]>;
  questions(themeId: number): Promise<readonly Question[]>;
  writeType(draft: TypeDraft): Promise<MeetingType>;
  writeTheme(draft: ThemeDraft): Promise<Theme>;
  writeQuestion(draft: QuestionDraft): Promise<Question>;
  eraseType(id: number): Promise<void>;
  eraseTheme(id: number): Promise<void>;
  eraseQuestion(themeId: number, id: number): Promise<void>;
}

/**
 * Returns the id of what a step of a plan created or changed. The result of an earlier try without a response is
 * searched for first, so that nothing is created twice.
 *
 * @throws ApiError 'aborted' when what the step belongs to was not created; 'conflict' when someone changed in the
 *   meantime what it would delete, or the server did not do what it was asked.
 */
export async function runStep(server: TemplateServer, plan: Plan, step: Step): Promise<number | undefined> {
  const { work } = step;
  const idOf = (ref: Parameters<typeof resolve>[0]): number => {
    const id = resolve(ref, plan.steps);
    if (id === undefined) throw problem('aborted', work.kind);
    return id;
  };
  /** What an unanswered try created, as far as the server shows it. */
  const made = async (
    items: Promise<readonly { readonly id: number; readonly named: string }[]>,
    named: string,
  ) => {
    const taken = new Set([...step.same, ...plan.steps.map(({ madeId }) => madeId)]);
    return (await items).find((item) => item.named === named && !taken.has(item.id))?.id;
  };
  const typesNamed = async () => (await server.types()).map(({ id, name }) => ({ id, named: name }));
  const themesNamed = async (typeId: number | undefined) =>
    (await server.themes())
      .filter((theme) => theme.typeId === typeId)
      .map(({ id, name }) => ({ id, named: name }));
  const questionsNamed = async (themeId: number) =>
    (await server.questions(themeId)).map(({ id, question }) => ({ id, named: question }));

  switch (work.kind) {
    case 'saveType': {
      const { id, name, isDefault } = work;
      const earlier = step.unsure && id === undefined ? await made(typesNamed(), name) : undefined;
      return earlier ?? (await server.writeType({ id, name, isDefault })).id;
    }
    case 'saveTheme': {
      const { id, name } = work;
      const typeId = idOf(work.type);
      const earlier = step.unsure && id === undefined ? await made(themesNamed(typeId), name) : undefined;
      return earlier ?? (await server.writeTheme({ id, name, typeId })).id;
    }
    case 'saveQuestion': {
      const { id, question, outputType } = work;
      const themeId = idOf(work.theme);
      const earlier =
        step.unsure && id === undefined ? await made(questionsNamed(themeId), question) : undefined;
      return earlier ?? (await server.writeQuestion({ id, themeId, question, outputType })).id;
    }
    case 'deleteOriginal': {
      const { id, themeId, question, outputType } = work;
      const copyId = idOf({ step: work.copy });
      const isWhatWasCopied = (one: Question | undefined) =>
        one?.question === question && one.outputType === outputType;
      const copy = (await server.questions(work.copyThemeId)).find((one) => one.id === copyId);
      if (!isWhatWasCopied(copy)) throw problem('conflict', work.kind);
      const original = (await server.questions(themeId)).find((one) => one.id === id);
      if (!original) return undefined;
      if (!isWhatWasCopied(original)) throw problem('conflict', work.kind);
      await server.eraseQuestion(themeId, id);
      return undefined;
    }
    case 'uncreate': {
      const { of, name, parent, original } = work;
      const named =
        of === 'type'
          ? typesNamed
          : of === 'theme'
            ? () => themesNamed(parent)
            : () => questionsNamed(parent ?? 0);
      const id = step.madeId ?? (await made(named(), name));
      if (id === undefined) return undefined;
      // An unanswered deletion may have happened: the copy is then all there is.
      if (original && !(await server.questions(original.themeId)).some((one) => one.id === original.id)) {
        throw problem('conflict', work.kind);
      }
      if (of === 'type') await server.eraseType(id);
      else if (of === 'theme') await server.eraseTheme(id);
      else await server.eraseQuestion(parent ?? 0, id);
      return undefined;
    }
  }
}

/** Nothing was sent. */
const problem = (kind: 'aborted' | 'conflict', operation: string) =>
  new ApiError({ kind, operation, mayBeDone: false });
