import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown, IconPlayerRecord } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { sendConnectCommand } from '#contract/claritalk.ts';
import {
  activeRecordingsOptions,
  type ConnectCommand,
  command,
  type OwnMeeting,
  preparedMeetingsOptions,
  recordingCommand,
} from '#src/api/connect.ts';
import { ApiError } from '#src/api/errors.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { Notice } from '#src/ui/notice.tsx';
import { SendDialog } from '#src/ui/send-dialog.tsx';
import { type Refusal, WhyNot } from '#src/ui/why-not.tsx';
import { ActiveRecording } from './active-recording.tsx';
import classes from './connect.module.css';
import { useConnectError } from './use-connect-error.ts';
import { useMeetingChoice } from './use-meeting-choice.ts';
import { Waiting } from './waiting.tsx';

interface RecordingPanelProps {
  readonly self: CurrentUser;
  /** The desktop application is known to be away. */
  readonly away: boolean;
}

const target = `${sendConnectCommand.method} ${sendConnectCommand.root}${sendConnectCommand.path}`;
/** A recording may end at the computer itself. Milliseconds. */
const lookAgainMs = 5_000;

/** Records a prepared meeting with the desktop application, and ends what it records. */
export function RecordingPanel({ self, away }: RecordingPanelProps) {
  const t = useTranslations('connect.recording');
  const untitled = useTranslations('meetings')('untitled');
  const active = useQuery({ ...activeRecordingsOptions(self.uuid), refetchInterval: lookAgainMs });
  const [stopped, setStopped] = useState<OwnMeeting>();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className={classes.panel} aria-labelledby="connect-recording">
      <h2 id="connect-recording" ref={heading} tabIndex={-1}>
        {t('title')}
      </h2>
      {active.data?.map((meeting) => (
        <ActiveRecording
          key={meeting.id}
          meeting={meeting}
          self={self}
          onStopped={() => {
            setStopped(meeting);
            heading.current?.focus();
          }}
        />
      ))}
      <div role="status" className={classes.status}>
        {stopped && (
          <Notice kind="info">
            <p>
              {t('stopped')} <Link to={paths.meeting(stopped.id)}>{stopped.name ?? untitled}</Link>
            </p>
          </Notice>
        )}
      </div>
      <StartForm
        self={self}
        away={away}
        busy={(active.data?.length ?? 0) > 0}
        onStarted={() => {
          setStopped(undefined);
          heading.current?.focus();
        }}
      />
    </section>
  );
}

interface StartFormProps extends RecordingPanelProps {
  /** Something is being recorded: there is nothing to start. */
  readonly busy: boolean;
  readonly onStarted: () => void;
}

function StartForm({ self, away, busy, onStarted }: StartFormProps) {
  const t = useTranslations('connect.recording');
  const errors = useTranslations('errors');
  const queryClient = useQueryClient();
  const meetings = useQuery(preparedMeetingsOptions(self.uuid));
  const choice = useMeetingChoice(meetings.data ?? []);
  const [online, setOnline] = useState(true);
  const [asked, setAsked] = useState<ConnectCommand>();
  const started = useMutation({
    mutationFn: (body: ConnectCommand) => command(queryClient, body),
    onSuccess: onStarted,
  });
  const refusal: Refusal | undefined = away
    ? { rule: t('why.rule'), have: t('why.have'), who: t('why.who') }
    : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal || started.isPending || choice.meeting === undefined) return;
    setAsked(recordingCommand('startRecording', self.uuid, choice.meeting.id, online));
  };
  return (
    <>
      {!busy && (
        <form className={classes.start} onSubmit={submit}>
          {meetings.isError && !meetings.data && (
            <Notice kind="danger" action={{ label: errors('retry'), onClick: () => void meetings.refetch() }}>
              <p>{t('listFailed')}</p>
            </Notice>
          )}
          {meetings.data?.length === 0 && <p>{t('nothingPrepared')}</p>}
          {choice.options.length > 0 && (
            <>
              <NativeSelect
                label={t('meeting')}
                value={choice.meeting?.id ?? ''}
                rightSection={<IconChevronDown size={16} aria-hidden />}
                onChange={(event) => choice.choose(event.currentTarget.value)}
                data={choice.options}
              />
              <WhereChoice online={online} onChange={setOnline} />
            </>
          )}
          <div className={classes.actions}>
            {choice.options.length > 0 && (
              <WhyNot refusal={refusal}>
                {(blocked) => (
                  <Button
                    type="submit"
                    leftSection={<IconPlayerRecord size={18} aria-hidden />}
                    loading={started.isPending}
                    {...blocked}
                  >
                    {t('start')}
                  </Button>
                )}
              </WhyNot>
            )}
            {meetings.data && (
              <Button component={Link} to={paths.newMeeting()} variant="default">
                {t('prepare')}
              </Button>
            )}
          </div>
        </form>
      )}
      <div role="status" className={classes.status}>
        {started.isPending && <Waiting text={t('starting')} since={started.submittedAt} />}
        {started.isError && <Failed error={started.error} self={self} />}
      </div>
      {asked && choice.meeting && (
        <SendDialog
          title={t('confirmTitle', { name: choice.meeting.name })}
          onBehalfOf={t('self', { name: self.name, email: self.email })}
          target={target}
          payload={asked}
          confirmLabel={t('confirm')}
          onConfirm={() => started.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('confirmBody')}</p>
        </SendDialog>
      )}
    </>
  );
}

interface WhereChoiceProps {
  readonly online: boolean;
  readonly onChange: (online: boolean) => void;
}

function WhereChoice({ online, onChange }: WhereChoiceProps) {
  const t = useTranslations('connect.recording');
  const name = useId();
  return (
    <fieldset className={classes.where}>
      <legend>{t('where')}</legend>
      {[true, false].map((value) => (
        <label key={String(value)}>
          <input type="radio" name={name} checked={online === value} onChange={() => onChange(value)} />
          {t(value ? 'online' : 'onSite')}
        </label>
      ))}
    </fieldset>
  );
}

/** Why it did not start; when something is being recorded, the way to that. */
function Failed({ error, self }: { readonly error: unknown; readonly self: CurrentUser }) {
  const t = useTranslations('connect.recording');
  const errorText = useConnectError();
  const conflict = error instanceof ApiError && error.kind === 'conflict';
  const { data } = useQuery({ ...activeRecordingsOptions(self.uuid), enabled: conflict });
  const [recorded] = data ?? [];
  return (
    <Notice kind="danger" title={t('notStarted')}>
      <p>
        {errorText(error)}{' '}
        {conflict && (
          <Link to={recorded ? paths.meeting(recorded.id) : paths.meetings('?status=recording')}>
            {recorded?.name === undefined ? t('openOther') : t('openIt', { name: recorded.name })}
          </Link>
        )}
      </p>
    </Notice>
  );
}
