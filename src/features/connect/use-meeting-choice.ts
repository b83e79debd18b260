import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { OwnMeeting } from '#src/api/claritalk/connect.ts';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { useQueryValue } from '#src/lib/address/use-query-value.ts';
import { useShown } from '#src/lib/address/use-shown.ts';

/** Which meeting is to be recorded, kept in the address; one that is not among the newest is requested. */
export function useMeetingChoice(meetings: readonly OwnMeeting[]) {
  const untitled = useTranslations('meetings')('untitled');
  const format = useFormatter();
  // At once: whoever chooses a meeting and presses Start means that one.
  const [wanted, choose] = useShown(...useQueryValue('meeting'));
  const listed = meetings.some(({ id }) => id === wanted);
  const other = useQuery({ ...meetingOptions(wanted ?? ''), enabled: wanted !== undefined && !listed });
  const all = !listed && other.data ? [other.data, ...meetings] : meetings;
  const chosen = all.find(({ id }) => id === wanted) ?? all[0];
  const nameOf = ({ name }: OwnMeeting) => name ?? untitled;
  return {
    /** Undefined while there is none. */
    meeting: chosen && { id: chosen.id, name: nameOf(chosen) },
    options: all.map((meeting) => ({
      value: meeting.id,
      label: meeting.createdAt
        ? `${nameOf(meeting)} · ${format.dateTime(meeting.createdAt, { dateStyle: 'medium' })}`
        : nameOf(meeting),
    })),
    choose,
  };
}
