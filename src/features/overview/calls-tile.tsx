import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { callsWithoutMeetingOptions, withoutMeeting } from '#src/api/gateway/calls/calls.ts';
import { paths } from '#src/paths.ts';
import { NeedTile } from './need-tile.tsx';

/** How many calls of the last days became no meeting, and the way to exactly those. */
export function CallsTile() {
  const t = useTranslations('calls.tile');
  const { data, isError } = useQuery(callsWithoutMeetingOptions());
  const need = {
    count: data?.count ?? (isError ? null : undefined),
    to: paths.calls(withoutMeeting),
    soFar: data?.checking ?? false,
    hint: t('hint'),
    urgent: false,
  };
  return <NeedTile need={need} title={t('title')} Icon={IconPhone} />;
}
