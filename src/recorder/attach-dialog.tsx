import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingKeys, meetingListOptions } from '#src/api/meetings.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/meetings-normalise.ts';
import { hasWholeRecording } from '#src/lib/meeting-status.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import classes from './attach-dialog.module.css';
import type { StoredRecording } from './model/recording.ts';
import { recorderStore } from './recorder-store.ts';

export interface AttachDialogProps {
  readonly stored: StoredRecording;
  readonly onClose: () => void;
}

const pageSize = 50;

/** Where the audio goes instead: to a new meeting or to one that exists. */
export function AttachDialog({ stored, onClose }: AttachDialogProps) {
  const t = useTranslations('recorder.attach');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [chosen, setChosen] = useState('');
  const [state, setState] = useState<'asking' | 'working' | 'failed'>('asking');
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setState('working');
    try {
      await recorderStore.engine?.redirect(stored.id, chosen === '' ? null : chosen);
      onClose();
    } catch {
      setState('failed');
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={titleId} className={classes.title}>
          {t('title', { name: stored.name })}
        </h2>
        <p className={classes.lead}>{t(stored.meetingId === null ? 'lead' : 'leadLeft')}</p>
        <fieldset className={classes.choices}>
          <legend className={classes.legend}>{t('legend')}</legend>
          <label className={classes.choice}>
            <input type="radio" name="meeting" checked={chosen === ''} onChange={() => setChosen('')} />
            <span>{t('new', { name: stored.name })}</span>
          </label>
          <Meetings without={stored.meetingId} chosen={chosen} onChoose={setChosen} />
        </fieldset>
        {state === 'failed' && (
          <p className={classes.error} role="alert">
            {t('failed')}
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={() => dialog.current?.close()}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={state === 'working'}>
            {t(chosen === '' ? 'confirmNew' : 'confirm')}
          </Button>
        </div>
      </form>
    </dialog>
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
        // Enter looks for a meeting; it must not send the audio off.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <ul className={classes.list} aria-busy={meetings.isPending}>
        {found.map((meeting) => (
          <li key={meeting.id}>
            <Choice meeting={meeting} checked={chosen === meeting.id} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <p className={classes.hint} role="status">
        {meetings.isPending && t('loading')}
        {meetings.isError && errorText(meetings.error)}
        {meetings.data && found.length === 0 && t('none')}
        {found.length > 0 &&
          (wanted === ''
            ? t('newest', { all: all.length })
            : t('found', { count: found.length, all: all.length }))}
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
      <span className={classes.meeting}>
        <span className={classes.name}>{meeting.name ?? t('unnamed')}</span>
        <span className={classes.details}>
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
    queryKey: [...meetingKeys.lists, 'to-attach'],
    initialPageParam: 0,
    queryFn: async ({ client, pageParam }): Promise<MeetingPage> =>
      client.fetchQuery(meetingListOptions({ limit: pageSize, offset: pageParam, order: 'desc' })),
    getNextPageParam: (last: MeetingPage, _pages, offset: number) =>
      last.full ? offset + pageSize : undefined,
  });
}
