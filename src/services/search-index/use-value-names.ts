import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { languageName } from '#src/lib/language-name.ts';
import { useOwnerName } from '../people/use-owner-name.ts';
import type { ReviewState } from './model/review-states.ts';

/**
 * How to name the values that the index filters by. A type, dossier or team that the person may not see, or that was
 * deleted, is distinguished by its id: two of them must stay apart.
 */
export function useValueNames(owners: readonly string[]) {
  const t = useTranslations('search');
  const locale = useLocale();
  const types = useQuery(meetingTypesOptions());
  const dossiers = useQuery(dossiersOptions());
  const teams = useQuery(teamsOptions());
  const owner = useOwnerName(owners);
  const named = <T>(rows: readonly { id: T; name: string }[] | undefined, id: T) =>
    rows?.find((row) => row.id === id)?.name ?? t('hidden', { id: wholeCharacters(String(id), 8) });
  return {
    type: (id: number) => named(types.data, id),
    dossier: (id: string) => named(dossiers.data, id),
    /** Undefined for a dossier that the person may not see, where nothing has to be distinguished. */
    visibleDossier: (id: string) => dossiers.data?.find((row) => row.id === id)?.name,
    team: (id: string) => named(teams.data, id),
    owner,
    attendee: (name: string) => name,
    language: (tag: string) => languageName(tag, locale),
    review: (state: ReviewState) => t(`reviews.${state}`),
  };
}
