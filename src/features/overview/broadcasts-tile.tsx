import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { attentionOptions } from '#src/api/gateway/published/broadcasts.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** How many broadcasts an admin has to look at; nothing as long as there are none. */
export function BroadcastsTile() {
  const t = useTranslations('broadcasts.tile');
  const { data: self } = useQuery(currentUserQuery());
  const { data } = useQuery({ ...attentionOptions(), enabled: self?.role === 'admin' });
  if (!data) return null;
  const need = { count: data, to: paths.broadcasts(), hint: t('hint'), urgent: true };
  return <NeedTile need={need} title={t('title')} Icon={IconSend} />;
}
