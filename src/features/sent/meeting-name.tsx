import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';

/** The name of a meeting that something was sent about, where the reader may read it. */
export function MeetingName({ meeting }: { readonly meeting: string }) {
  const t = useTranslations('sent.actions');
  const { data } = useQuery({ ...meetingOptions(meeting), retry: false });
  return (
    <span dir="auto">{data?.name === undefined ? t('meeting') : t('meetingOf', { name: data.name })}</span>
  );
}
