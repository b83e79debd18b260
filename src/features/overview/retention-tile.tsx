import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { retentionDueOptions } from '#src/api/gateway/retention/retention-due.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { serverNow } from '#src/lib/clock.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** A list that is older than this says little about today. */
const oldMs = 30 * 24 * 60 * 60 * 1000;

/** Reminds admins who wrote rules: how many meetings are due, or that nobody has looked for a month. */
export function RetentionTile() {
  const t = useTranslations('retention.tile');
  const { data } = useQuery({ ...retentionDueOptions(), enabled: clientConfig().administration });
  if (!data || data.rules === 0) return null;
  const isOld = data.at === undefined || data.at.getTime() + oldMs < serverNow();
  const need = {
    count: isOld ? null : data.left,
    soFar: true,
    to: `${paths.organisations()}?view=retention`,
    hint: isOld ? t('look') : t('hint'),
    urgent: false,
  };
  return <NeedTile need={need} title={t('title')} Icon={IconClockOff} />;
}
