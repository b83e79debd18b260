import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { withdrawalsOptions } from '#src/api/gateway/consents/consents.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** How many answers were withdrawn since their meetings were last looked at, and the way to the latest; nothing without any. */
export function ConsentTile() {
  const t = useTranslations('consent.tile');
  const { data = [] } = useQuery(withdrawalsOptions());
  const [latest] = data;
  if (!latest) return null;
  const need = {
    count: data.reduce((sum, { count }) => sum + count, 0),
    to: `${paths.meeting(latest.meeting)}#consent`,
    hint: t('hint', { meetings: data.length }),
    urgent: true,
  };
  return <NeedTile need={need} title={t('title')} Icon={IconHandStop} />;
}
