import { useTranslations } from 'use-intl';
import { auditActions } from '#contract/gateway/admin.ts';
import type { User } from '#src/api/claritalk/users.ts';
import type { AuditEntry } from '#src/api/gateway/audit.ts';
import { useKeptRefusalWords } from '#src/services/problems/kept-refusals.ts';

/** How entries of the log are put into words. */
export function useAuditTexts(users: readonly User[] | undefined) {
  const t = useTranslations('people.audit');
  const refusalWords = useKeptRefusalWords();
  return {
    action: ({ action }: AuditEntry): string => {
      const known = auditActions.find((one) => one === action);
      return known ? t(`actions.${known}`) : action;
    },
    actor: ({ action, actor }: AuditEntry): string =>
      actor?.name ?? t(action === 'checkWebhook' ? 'automatic' : 'nobody'),
    /** People who still exist are shown by name. */
    target: ({ target }: AuditEntry): string =>
      users?.find(({ uuid }) => uuid.toLowerCase() === target?.toLowerCase())?.name ?? target ?? '–',
    /** Undefined where there was none. */
    reason: ({ refusal, reason }: AuditEntry): string | undefined => refusalWords(refusal) ?? reason,
    outcome: ({ outcome }: AuditEntry): string => t(`outcomes.${outcome ?? 'open'}`),
    change: ({ change }: AuditEntry): string =>
      change.map(([field, value]) => `${field}: ${value}`).join(', ') || t('nothing'),
  };
}
