import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Input.layer.css';
import { Checkbox, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Todo } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { serverDate, serverNow } from '#src/lib/clock.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { fromLocalField, isInFuture } from '#src/lib/time/local-time.ts';
import { paths } from '#src/paths.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { StartAndLength } from '#src/ui/dialog/start-and-length.tsx';
import { fileName } from '../file-name.ts';
import { invitable, writeNextMeeting } from './next-meeting.ts';

interface NextMeetingDialogProps {
  readonly meeting: Meeting;
  /** What is still to be done, as it was corrected in the review. */
  readonly openTodos: readonly Pick<Todo, 'description' | 'assignee'>[];
  readonly user: CurrentUser;
  readonly onClose: () => void;
}

const lengths = [15, 30, 45, 60, 90, 120];

/** Makes a calendar file of the meeting that follows this one: when, where, with whom, and what is still to be done. */
export function NextMeetingDialog({ meeting, openTodos, user, onClose }: NextMeetingDialogProps) {
  const t = useTranslations('nextMeeting');
  const dialog = useTranslations('dialog');
  const meetings = useTranslations('meetings');
  const format = useFormatter();
  const [title, setTitle] = useState(() => t('titleOf', { name: meeting.name ?? meetings('untitled') }));
  const [start, setStart] = useState('');
  const [minutes, setMinutes] = useState(60);
  const [place, setPlace] = useState('');
  const [inviting, setInviting] = useState(true);
  const [isWrong, setWrong] = useState(false);
  const [saved, setSaved] = useState<string>();
  // The same plan until the dialog is closed: a time that was corrected moves the entry.
  const [id] = useState(() => crypto.randomUUID());
  const attendees = invitable(meeting, user.email);
  const change = () => {
    setSaved(undefined);
    setWrong(false);
  };
  const submit = () => {
    const at = isInFuture(start, serverNow()) ? fromLocalField(start) : undefined;
    setWrong(at === undefined);
    if (!at) return false;
    const notes = [
      ...(openTodos.length > 0 ? [t('openTodos')] : []),
      ...openTodos.map(({ description, assignee }) => `- ${description}${assignee ? ` (${assignee})` : ''}`),
      `${t('previous')} ${new URL(paths.meeting(meeting.id), window.location.origin).href}`,
    ].join('\n');
    const name = fileName({ day: dayOf(at), name: title, kind: t('file'), extension: 'ics' });
    const content = writeNextMeeting(
      {
        ...{ id, title: title.trim(), start: at, minutes, place: place.trim(), notes },
        organizer: { name: user.name, email: user.email },
        invited: inviting ? attendees : [],
      },
      serverDate(),
    );
    saveFile(new Blob([content], { type: 'text/calendar;charset=utf-8' }), name);
    setSaved(name);
    return false;
  };
  const at = fromLocalField(start);
  return (
    <FormDialog
      title={t('title')}
      submit={t('save')}
      cancel={saved === undefined ? undefined : dialog('close')}
      error={isWrong && t(start !== '' && !at ? 'noSuchTime' : 'missingStart')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="ui-dimmed" dir="auto">
        {t('lead')}
      </p>
      <TextInput
        label={t('name')}
        value={title}
        maxLength={1000}
        dir="auto"
        onChange={(event) => {
          setTitle(event.currentTarget.value);
          change();
        }}
      />
      <StartAndLength
        texts={{ start: t('start'), length: t('length'), minutes: (count) => t('minutes', { count }) }}
        start={start}
        minutes={minutes}
        lengths={lengths}
        onStart={(value) => {
          setStart(value);
          change();
        }}
        onMinutes={(value) => {
          setMinutes(value);
          change();
        }}
      />
      <TextInput
        label={t('place')}
        description={t('placeHint')}
        value={place}
        maxLength={1000}
        dir="auto"
        onChange={(event) => {
          setPlace(event.currentTarget.value);
          change();
        }}
      />
      {attendees.length > 0 && (
        <Checkbox
          label={t('invite', { names: format.list(attendees.map(({ name }) => name)) })}
          description={t('inviteHint')}
          checked={inviting}
          onChange={(event) => {
            setInviting(event.currentTarget.checked);
            change();
          }}
        />
      )}
      <div role="status">
        {saved !== undefined && (
          <p className="ui-line">
            <IconCheck size={18} aria-hidden />
            <span className="ui-grow" dir="auto">
              {t('saved', { name: saved })}
            </span>
          </p>
        )}
      </div>
    </FormDialog>
  );
}
