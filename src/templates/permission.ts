import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import type { CurrentUser } from '#src/api/users.ts';
import type { Refusal } from '#src/ui/why-not.tsx';

const permissions = {
  view: 'organisation_settings_meeting_question_viewlist',
  delete: 'organisation_settings_meeting_question_delete',
} as const;

export interface QuestionRefusals {
  readonly view: Refusal | undefined;
  readonly delete: Refusal | undefined;
}

/**
 * Why the reader may not see or delete questions; undefined where they may. `failure` is what the server answered:
 * its refusal counts as much as a missing permission.
 */
export function useQuestionRefusals(self: CurrentUser | undefined, failure: unknown): QuestionRefusals {
  const t = useTranslations('templates.refusal');
  const refusalOf = (needed: keyof typeof permissions): Refusal => {
    const permission = permissions[needed];
    const own = self?.scopes.filter((scope) => scope.includes('meeting_question')) ?? [];
    return {
      rule: t(needed, { permission }),
      have: own.includes(permission)
        ? t('refused')
        : own.length > 0
          ? t('have', { permissions: own.join(', ') })
          : t('none'),
      who: t('who'),
    };
  };
  const missing = (needed: keyof typeof permissions) =>
    self !== undefined && !self.scopes.includes(permissions[needed]);
  const refused = failure instanceof ApiError && failure.kind === 'forbidden';
  const view = missing('view') || refused ? refusalOf('view') : undefined;
  // Whoever cannot see a question cannot tell which one they delete.
  return { view, delete: view ?? (missing('delete') ? refusalOf('delete') : undefined) };
}
