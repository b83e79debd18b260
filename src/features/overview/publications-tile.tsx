import { IconVideo } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { failedPublicationsOptions } from '#src/api/gateway/published/publications.ts';
import { paths } from '#src/paths.ts';
import { usePublishingJobs } from '#src/services/publishing/use-publishing.ts';
import { NeedTile } from './need-tile.tsx';

/** How many publications someone has to look at, and the way to exactly those; nothing as long as there are none. */
export function PublicationsTile() {
  const t = useTranslations('publications.tile');
  const { data } = useQuery(failedPublicationsOptions());
  // Whoever comes back begins here: what an earlier page has left continues.
  usePublishingJobs();
  if (!data) return null;
  const need = { count: data, to: paths.publications('?only=failed'), hint: t('hint'), urgent: true };
  return <NeedTile need={need} title={t('title')} Icon={IconVideo} />;
}
