import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import type { Refusal } from '#src/ui/why-not.tsx';

export interface QuestionRefusals {
  readonly view: Refusal | undefined;
  readonly delete: Refusal | undefined;
}

/**
 * Why the reader may not see or delete questions; undefined where they may. `failure` is the server's response: its
 * refusal counts as much as a missing permission.
 */
export function useQuestionRefusals(self: CurrentUser | undefined, failure: unknown): QuestionRefusals {
  const refusals = useRefusals();
  const refused = self !== undefined && failure instanceof ApiError && failure.kind === 'forbidden';
  const view =
    refusals.scope(self, 'organisation_settings_meeting_question_viewlist') ??
    (refused ? refusals.forbidden(self, 'listQuestions') : undefined);
  // Without seeing a question, nobody can tell which one they are deleting.
  return { view, delete: view ?? refusals.scope(self, 'organisation_settings_meeting_question_delete') };
}
