import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ownRetentionOptions } from '#src/api/gateway/retention/retention-own.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** Tells owners how many of their meetings may soon be deleted; nothing where none may be. */
export function OwnRetentionTile() {
  const t = useTranslations('retention.own');
  const { data } = useQuery({ ...ownRetentionOptions(), enabled: clientConfig().administration });
  if (!data || data.total === 0) return null;
  const to = `${paths.organisations()}?view=retention`;
  const need = { count: data.total, to, hint: t('hint'), urgent: true };
  return <NeedTile need={need} title={t('tile')} Icon={IconClockOff} />;
}
