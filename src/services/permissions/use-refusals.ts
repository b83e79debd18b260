import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import type { Refusal } from '#src/ui/why-not.tsx';

type Asker = Pick<CurrentUser, 'role' | 'scopes'>;

/**
 * Puts refusals into words: which rule, what the reader has instead, who can. The server decides; where these return
 * undefined it is worth trying.
 */
export function useRefusals() {
  const t = useTranslations('why');
  const roleOf = ({ role }: Asker) => (role === undefined ? t('noRole') : t('yourRole', { role }));
  const needsAdmin = (asker: Asker) => ({ rule: t('admin'), have: roleOf(asker), who: t('adminWho') });
  const needsScope = (asker: Asker, scope: string) => ({
    rule: t('scope', { scope }),
    have: t('scopeHave', { role: roleOf(asker) }),
    who: t('scopeWho'),
  });
  const needsOwner = (owner: string | undefined) => ({
    rule: t('owner'),
    have: t('ownerHave'),
    who: owner === undefined ? t('ownerUnknown') : t('ownerWho', { owner }),
  });
  const needsService = (asker: Asker | undefined, rule: 'service' | 'serviceLog'): Refusal | undefined => {
    if (!asker) return undefined;
    if (asker.role !== 'admin') return needsAdmin(asker);
    if (clientConfig().administration) return undefined;
    return { rule: t(rule), have: t('serviceHave'), who: t('serviceWho') };
  };
  return {
    /** What admins do through the service account; `asker` is undefined until it is known who reads this. */
    admin: (asker: Asker | undefined) => needsService(asker, 'service'),

    /** The audit log, which is Claritalk's organisation's: the service account says whose that is. */
    auditLog: (asker: Asker | undefined) => needsService(asker, 'serviceLog'),

    /** Only admins see it, whether or not there is a service account. */
    adminRole(asker: Asker | undefined): Refusal | undefined {
      return !asker || asker.role === 'admin' ? undefined : needsAdmin(asker);
    },

    /** What nobody can do to themselves. */
    self: (): Refusal => ({ rule: t('self'), have: t('selfHave'), who: t('selfWho') }),

    /** What needs a permission scope. */
    scope(asker: Asker | undefined, scope: string): Refusal | undefined {
      return !asker || asker.scopes.includes(scope) ? undefined : needsScope(asker, scope);
    },

    /** What only the owner of a meeting can do; `owner` is their name. */
    owner: (owner: string | undefined): Refusal => needsOwner(owner),

    /** A 403 response to an operation of the contract. */
    forbidden(asker: Asker, operation: string): Refusal {
      const scope = scopes[operation];
      if (scope !== undefined && !asker.scopes.includes(scope)) return needsScope(asker, scope);
      if (asker.role !== 'admin' && adminOperations.includes(operation)) return needsAdmin(asker);
      if (ownerOperations.includes(operation)) return needsOwner(undefined);
      if (operation === 'getMeeting') return { rule: t('seen'), have: t('seenHave'), who: t('seenWho') };
      return { rule: t('other'), have: roleOf(asker), who: t('otherWho') };
    },
  };
}

/** Permission scopes that the API documents, by the operation that needs them. */
const scopes: Readonly<Record<string, string>> = {
  listQuestions: 'organisation_settings_meeting_question_viewlist',
  deleteQuestion: 'organisation_settings_meeting_question_delete',
};
const adminOperations: readonly string[] = [
  'adminInviteUser',
  'adminUpdateUser',
  'adminDeleteUser',
  'adminCreateOrganisation',
  'adminSetWebhookUrl',
  'revealHookAddress',
  'processDelivery',
  'listAudit',
  // Documented as the service account's own, or as one's own profile only.
  'inviteUser',
  'updateUser',
  'deleteUser',
  'createOrganisation',
];
const ownerOperations: readonly string[] = [
  'saveMeeting',
  'deleteMeeting',
  'uploadAudioChunk',
  'appendChatMessage',
];
