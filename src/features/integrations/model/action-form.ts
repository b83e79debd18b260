import type { IntegrationRequest } from '#src/api/claritalk/integrations.ts';

/** Queries of a connected system that change nothing. */
export const questions = ['relations.search', 'relations.all', 'relations.between'] as const;
export type Question = (typeof questions)[number];

export interface ActionForm {
  readonly question: Question;
  readonly term: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly from: string;
  readonly to: string;
}

export type ActionProblem = 'term' | 'dates' | 'order';

export const isQuestion = (value: string): value is Question =>
  questions.some((question) => question === value);

/** Why the query cannot be sent like this; undefined when it can. */
export function problemOf({ question, term, from, to }: ActionForm): ActionProblem | undefined {
  if (question === 'relations.search') return term.trim() === '' ? 'term' : undefined;
  if (question === 'relations.all') return undefined;
  if (from === '' || to === '') return 'dates';
  return from > to ? 'order' : undefined;
}

/**
 * The request as it is sent. The documentation shows the data of one action, `{"term": …}`; a period is sent as
 * `from` and `to`.
 */
export function requestOf(form: ActionForm, integrationId: number, userUuid: string): IntegrationRequest {
  return {
    integration_id: integrationId,
    user_uuid: userUuid,
    action: form.question,
    data: dataOf(form),
  };
}

function dataOf({ question, term, from, to }: ActionForm): Record<string, unknown> {
  if (question === 'relations.search') return { term: term.trim() };
  return question === 'relations.between' ? { from, to } : {};
}
