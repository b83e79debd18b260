import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingKeys, meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { hasWholeRecording } from '#src/lib/meeting-status.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { onKeys, swallow } from '#src/ui/keyboard/keyboard.ts';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import classes from './attach-dialog.module.css';

export interface AttachDialogProps {
  readonly stored: StoredRecording;
  readonly onClose: () => void;
}

const pageSize = 50;

/** Where the audio goes instead: to a new meeting or to one that exists. */
export function AttachDialog({ stored, onClose }: AttachDialogProps) {
  const t = useTranslations('recorder.attach');
  const [chosen, setChosen] = useState('');
  const redirecting = useWrite<string | null, unknown>((_, meetingId) =>
    certainOf(recorderStore.engine?.redirect(stored.id, meetingId)),
  );
  return (
    <FormDialog
      title={t('title', { name: stored.name })}
      submit={t(chosen === '' ? 'confirmNew' : 'confirm')}
      busy={redirecting.busy}
      error={redirecting.state.phase === 'refused' && t('failed')}
      onSubmit={() => redirecting.run(chosen === '' ? null : chosen)}
      onClose={onClose}
    >
      <p>{t(stored.meetingId === null ? 'lead' : 'leadLeft')}</p>
      <fieldset className="ui-stack">
        <legend>{t('legend')}</legend>
        <label className={classes.choice}>
          <input
            type="radio"
            name="meeting"
            checked={chosen === ''}
            data-autofocus
            onChange={() => setChosen('')}
          />
          <span>{t('new', { name: stored.name })}</span>
        </label>
        <Meetings without={stored.meetingId} chosen={chosen} onChoose={setChosen} />
      </fieldset>
    </FormDialog>
  );
}

interface MeetingsProps {
  readonly without: string | null;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The newest meetings, searched by name; more of them when asked. Claritalk itself has no search by name. */
function Meetings({ without, chosen, onChoose }: MeetingsProps) {
  const t = useTranslations('recorder.attach');
  const errorText = useErrorText();
  const [search, setSearch] = useState('');
  const meetings = useMeetings();
  const all = (meetings.data?.pages ?? []).flatMap(({ items }) => items).filter(({ id }) => id !== without);
  const wanted = search.trim().toLowerCase();
  const found = all.filter((meeting) => (meeting.name ?? '').toLowerCase().includes(wanted));
  return (
    <>
      <TextInput
        type="search"
        label={t('search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        // Enter searches for a meeting; it must not send the audio.
        onKeyDown={onKeys({ does: { Enter: swallow } })}
      />
      <ul className={`ui-list ui-ruled ui-box ui-scrolls ${classes.list}`} aria-busy={meetings.isPending}>
        {found.map((meeting) => (
          <li key={meeting.id}>
            <Choice meeting={meeting} checked={chosen === meeting.id} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <p className="ui-hint" role="status">
        {meetings.isPending && <span>{t('loading')}</span>}
        {meetings.isError && <span>{errorText(meetings.error)}</span>}
        {meetings.data && found.length === 0 && <span>{t('none')}</span>}
        {found.length > 0 && (
          <span>
            {wanted === ''
              ? t('newest', { all: all.length })
              : t('found', { count: found.length, all: all.length })}
          </span>
        )}
      </p>
      {(meetings.hasNextPage || meetings.isError) && (
        <Button
          size="xs"
          variant="default"
          className={classes.more ?? ''}
          loading={meetings.isFetching}
          onClick={() => void (meetings.data ? meetings.fetchNextPage() : meetings.refetch())}
        >
          {t(meetings.data ? 'more' : 'again')}
        </Button>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly meeting: MeetingListItem;
  readonly checked: boolean;
  readonly onChoose: (id: string) => void;
}

function Choice({ meeting, checked, onChoose }: ChoiceProps) {
  const t = useTranslations('recorder.attach');
  const taken = hasWholeRecording(meeting.status);
  return (
    <label className={classes.choice} data-taken={taken}>
      <input
        type="radio"
        name="meeting"
        checked={checked}
        // Not `disabled`: the reason beside it must stay reachable by keyboard.
        aria-disabled={taken}
        onChange={() => !taken && onChoose(meeting.id)}
      />
      <span className="ui-grow">
        <span className={`${classes.name} ${taken ? 'ui-dimmed' : ''}`} dir="auto">
          {meeting.name ?? t('unnamed')}
        </span>
        <span className={`ui-meta ${classes.details}`}>
          <Moment at={meeting.createdAt} />
          <StatusBadge status={meeting.status} />
          {taken && <span>{t('taken')}</span>}
        </span>
      </span>
    </label>
  );
}

function useMeetings() {
  return useInfiniteQuery({
    queryKey: meetingKeys.choice('to-attach'),
    initialPageParam: 0,
    queryFn: async ({ client, pageParam }): Promise<MeetingPage> =>
      client.fetchQuery(meetingListOptions({ limit: pageSize, offset: pageParam, order: 'desc' })),
    getNextPageParam: (last: MeetingPage, _pages, offset: number) =>
      last.full ? offset + pageSize : undefined,
  });
}
