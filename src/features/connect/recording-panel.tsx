import { Button, NativeSelect } from '@mantine/core';
import { IconPlayerRecord } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { sendConnectCommand } from '#contract/claritalk/services.ts';
import {
  activeRecordingsOptions,
  type ConnectCommand,
  command,
  type OwnMeeting,
  preparedMeetingsOptions,
  recordingCommand,
} from '#src/api/claritalk/connect.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { paths } from '#src/paths.ts';
import { shownAnyway, useWrite, type WriteState } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SendDialog } from '#src/ui/dialog/send-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { type Refusal, WhyNot } from '#src/ui/why-not.tsx';
import { ActiveRecording } from './active-recording.tsx';
import { useConnectError } from './use-connect-error.ts';
import { useMeetingChoice } from './use-meeting-choice.ts';

interface RecordingPanelProps {
  readonly self: CurrentUser;
  /** The desktop application is known to be disconnected. */
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
  const heading = useRef<HTMLHeadingElement>(null);
  const stopOf = ({ id }: OwnMeeting) => recordingCommand('stopRecording', self.uuid, id, false);
  const stop = useWrite<OwnMeeting, unknown>(
    (queryClient, meeting, { earlier, ...watch }) =>
      command(queryClient, stopOf(meeting), { ...watch, earlier: earlier && stopOf(earlier) }),
    () => heading.current?.focus(),
    shownAnyway,
  );
  const stopped = endedOf(stop.state, active.data);
  return (
    <Panel title={t('title')} headingRef={heading}>
      {active.data?.map((meeting) => (
        <ActiveRecording key={meeting.id} meeting={meeting} stop={stop} />
      ))}
      <div role="status">
        {stopped && (
          <Notice kind="info">
            <p>
              <span>{`${t('stopped')} `}</span>
              <Link to={paths.meeting(stopped.id)} dir="auto">
                {stopped.name ?? untitled}
              </Link>
            </p>
          </Notice>
        )}
      </div>
      <StartForm
        self={self}
        away={away}
        active={active.data}
        onStarted={() => {
          stop.clear();
          heading.current?.focus();
        }}
      />
    </Panel>
  );
}

/** The meeting that was stopped, even if that becomes known later. */
function endedOf(
  state: WriteState<OwnMeeting, unknown>,
  active: readonly OwnMeeting[] | undefined,
): OwnMeeting | undefined {
  if (state.phase === 'done') return state.of;
  const isGone = state.phase === 'unknown' && active?.every(({ id }) => id !== state.of.id);
  return isGone ? state.of : undefined;
}

interface StartFormProps extends RecordingPanelProps {
  /** What is being recorded: nothing can be started then. */
  readonly active: readonly OwnMeeting[] | undefined;
  readonly onStarted: () => void;
}

function StartForm({ self, away, active = [], onStarted }: StartFormProps) {
  const t = useTranslations('connect.recording');
  const errors = useTranslations('errors');
  const meetings = useQuery(preparedMeetingsOptions(self.uuid));
  const choice = useMeetingChoice(meetings.data ?? []);
  const [online, setOnline] = useState(true);
  const [asked, setAsked] = useState<ConnectCommand>();
  const starting = useWrite<ConnectCommand, unknown>(command, onStarted, shownAnyway);
  const state = seenIn(active, starting.state);
  const refusal: Refusal | undefined = away
    ? { rule: t('why.rule'), have: t('why.have'), who: t('why.who') }
    : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal || starting.busy || choice.meeting === undefined) return;
    setAsked(recordingCommand('startRecording', self.uuid, choice.meeting.id, online));
  };
  return (
    <>
      {active.length === 0 && (
        <form className="ui-stack" onSubmit={submit}>
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
                onChange={(event) => choice.choose(event.currentTarget.value)}
                data={choice.options}
              />
              <WhereChoice online={online} onChange={setOnline} />
            </>
          )}
          <div className="ui-row">
            {choice.options.length > 0 && (
              <WhyNot refusal={refusal}>
                {(blocked) => (
                  <Button
                    type="submit"
                    leftSection={<IconPlayerRecord size={18} aria-hidden />}
                    loading={starting.busy}
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
      <div role="status">
        {state.phase === 'writing' && <Waiting text={t('starting')} since={state.since} />}
        {state.phase === 'refused' && <Failed error={state.error} self={self} />}
      </div>
      {state.phase !== 'refused' && (
        <WriteNotice
          state={state}
          texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: '' }}
        />
      )}
      {asked && choice.meeting && (
        <SendDialog
          title={t('confirmTitle', { name: choice.meeting.name })}
          onBehalfOf={t('self', { name: self.name, email: self.email })}
          target={target}
          payload={asked}
          confirmLabel={t('confirm')}
          onConfirm={() => void starting.run(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('confirmBody')}</p>
        </SendDialog>
      )}
    </>
  );
}

/** The unknown outcome is known as soon as the meeting is being recorded. */
function seenIn(
  active: readonly OwnMeeting[],
  state: WriteState<ConnectCommand, unknown>,
): WriteState<ConnectCommand, unknown> {
  if (state.phase !== 'unknown' || !('meeting_id' in state.of.data)) return state;
  const { meeting_id } = state.of.data;
  const isSeen = active.some(({ id }) => id === meeting_id);
  return isSeen ? { phase: 'done', value: undefined, found: true, of: state.of } : state;
}

interface WhereChoiceProps {
  readonly online: boolean;
  readonly onChange: (online: boolean) => void;
}

function WhereChoice({ online, onChange }: WhereChoiceProps) {
  const t = useTranslations('connect.recording');
  const name = useId();
  return (
    <fieldset className="ui-row">
      <legend>{t('where')}</legend>
      {[true, false].map((value) => (
        <label key={String(value)} className="ui-check">
          <input type="radio" name={name} checked={online === value} onChange={() => onChange(value)} />
          <span>{t(value ? 'online' : 'onSite')}</span>
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
        <span>{`${errorText(error)} `}</span>
        {conflict && (
          <Link to={recorded ? paths.meeting(recorded.id) : paths.meetings('?status=recording')}>
            {recorded?.name === undefined ? t('openOther') : t('openIt', { name: recorded.name })}
          </Link>
        )}
      </p>
    </Notice>
  );
}
