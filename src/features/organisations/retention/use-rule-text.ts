import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { RetentionRule } from '#contract/gateway/retention.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { languageName } from '#src/lib/language-name.ts';

/** Rules in words: what goes, when, and under which conditions. */
export function useRuleText(): (rule: RetentionRule | undefined) => string {
  const t = useTranslations('retention.rule');
  const format = useFormatter();
  const locale = useLocale();
  const { data: types } = useQuery(meetingTypesOptions());
  const { data: teams } = useQuery(teamsOptions());
  return (rule) => {
    if (!rule) return '–';
    const { kind, after, typeId, language, teamId } = rule;
    const said = t('text', {
      kind: t(`kinds.${kind}`),
      age: t(`units.${after.unit}`, { count: after.amount }),
    });
    const conditions = [
      ...(typeId === undefined
        ? []
        : [t('ofType', { name: types?.find(({ id }) => id === typeId)?.name ?? String(typeId) })]),
      ...(language === undefined ? [] : [t('inLanguage', { name: languageName(language, locale) })]),
      ...(teamId === undefined
        ? []
        : [t('ofTeam', { name: teams?.find(({ id }) => id === teamId)?.name ?? teamId })]),
    ];
    return conditions.length === 0 ? said : `${said}: ${format.list(conditions)}`;
  };
}
