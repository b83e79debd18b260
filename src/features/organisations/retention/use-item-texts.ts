import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { usersOptions } from '#src/api/claritalk/users.ts';
import type { RetentionItem, RetentionList } from '#src/api/gateway/retention/retention.ts';
import { useRuleText } from './use-rule-text.ts';

/** What a list says of a meeting, in words: on the page and in a file. */
export function useItemTexts({ rules }: Pick<RetentionList, 'rules'>) {
  const t = useTranslations('retention.list');
  const ruleText = useRuleText();
  const { data: users } = useQuery(usersOptions());
  const { data: dossiers } = useQuery(dossiersOptions());
  return {
    owner: ({ owner }: RetentionItem) =>
      users?.find(({ uuid }) => uuid.toLowerCase() === owner?.toLowerCase())?.name ?? '–',
    dossier: ({ dossier }: RetentionItem) =>
      dossier === undefined ? '–' : (dossiers?.find(({ id }) => id === dossier)?.name ?? t('hiddenDossier')),
    why: ({ rule }: RetentionItem) => ruleText(rules[rule]),
    state: ({ state }: RetentionItem) => t(`states.${state}`),
  };
}
