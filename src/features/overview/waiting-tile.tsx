import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { waitingClientsOptions } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** How many clients wait for an answer, and the way to exactly those. */
export function WaitingTile() {
  const t = useTranslations('linking.waiting');
  const { data, isError } = useQuery(waitingClientsOptions());
  const need = {
    count: data === undefined && isError ? null : data,
    to: paths.conversations('?view=waiting'),
    hint: t('hint'),
    urgent: false,
  };
  return <NeedTile need={need} title={t('title')} Icon={IconMessages} />;
}
