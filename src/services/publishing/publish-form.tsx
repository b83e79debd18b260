import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type PublicationToStart,
  type PublishingFacts,
  startAPublication,
} from '#src/api/gateway/published/publications.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import type { DeviceRecording } from '../device-recordings/device-recordings.ts';
import { shownAnyway, useWrite } from '../problems/use-write.ts';
import { WriteResult } from '../problems/write-result.tsx';
import { DetailFields } from './detail-fields.tsx';
import { transcriptOf } from './notes-transcript.ts';
import { contentOf, type Problem, problemOf } from './publication-content.ts';
import { keepDraft, localTime, type PublishDraft, readDraft } from './publish-draft.ts';
import { publishingOf } from './publishing-jobs.ts';
import { startOf } from './source.ts';
import { type ChosenSource, SourceFields } from './source-fields.tsx';
import { timedNotes } from './timed-notes.ts';

interface PublishFormProps {
  readonly user: CurrentUser;
  readonly meeting: Meeting;
  readonly facts: PublishingFacts;
  readonly recordings: readonly DeviceRecording[];
  readonly recording: string | undefined;
  readonly onClose: () => void;
}

const endOf = (start: Date | undefined, seconds: number | undefined) =>
  start && seconds !== undefined ? new Date(start.getTime() + seconds * 1000) : undefined;

/** What a meeting says of itself. */
function usualDraft(
  { name, createdAt, durationSeconds }: Meeting,
  on: DeviceRecording | undefined,
): PublishDraft {
  const start = on?.startedAt ?? createdAt;
  return {
    title: name ?? on?.name ?? '',
    folder: '',
    startedAt: localTime(start),
    endedAt: localTime(on?.stoppedAt ?? endOf(start, durationSeconds)),
    without: [],
    dealType: '',
    dealId: '',
    notes: false,
  };
}

export function PublishForm({ user, meeting, facts, recordings, recording, onClose }: PublishFormProps) {
  const t = useTranslations('publishing');
  const format = useFormatter();
  const queryClient = useQueryClient();
  const first = recordings.find(({ id }) => id === recording) ?? recordings[0];
  const [source, setSource] = useState<ChosenSource | undefined>(
    first && { kind: 'recording', recording: first },
  );
  const [draft, setDraft] = useState(() => readDraft(user.uuid, meeting.id, usualDraft(meeting, first)));
  const [problem, setProblem] = useState<Problem>();
  const file = useRef<Extract<ChosenSource, { kind: 'file' }>>(undefined);
  const change = (to: Partial<PublishDraft>) => {
    const next = { ...draft, ...to };
    setDraft(next);
    keepDraft(user.uuid, meeting.id, next);
    setProblem(undefined);
  };
  const starting = useWrite<PublicationToStart & { readonly note: Promise<string> }, { readonly id: string }>(
    startAPublication,
    (begun, { content, note }) => {
      keepDraft(user.uuid, meeting.id, undefined);
      const chosen = file.current;
      void note.then((start) =>
        publishingOf(user.uuid, queryClient).add(
          {
            id: begun.id,
            meeting: meeting.id,
            title: content.title,
            bytes: content.bytes,
            source:
              chosen || source?.kind !== 'recording'
                ? {
                    kind: 'file',
                    name: chosen?.file.name ?? '',
                    modified: chosen?.file.lastModified ?? 0,
                    start,
                  }
                : { kind: 'recording', recording: source.recording.id },
            paused: false,
          },
          chosen?.file,
          chosen?.handle,
        ),
      );
    },
    shownAnyway,
  );
  const { quota, author, publications } = facts;
  const onDevice = source?.kind === 'recording' ? source.recording : undefined;
  const startedAt = onDevice?.startedAt ?? meeting.createdAt;
  const notes = timedNotes(meeting, onDevice, startedAt);
  const freeAt = quota.freeAt && format.dateTime(quota.freeAt, { dateStyle: 'medium', timeStyle: 'short' });
  const submit = async () => {
    const wrong = quota.freeAt ? 'full' : await problemOf(source, draft);
    setProblem(wrong);
    if (wrong || !source) return false;
    file.current = source.kind === 'file' ? source : undefined;
    const transcript = draft.notes
      ? transcriptOf(notes, { author, language: meeting.locale, label: (kind) => t(`noteKinds.${kind}`) })
      : undefined;
    const content = await contentOf(source, { draft, meeting, transcript });
    const note = file.current ? startOf(file.current.file) : Promise.resolve('');
    return starting.run({ content, note, ...wishNow() });
  };
  const before = publications.filter(({ state }) => state !== 'cancelled' && state !== 'expired').length;
  return (
    <FormDialog
      title={t('title')}
      submit={freeAt === undefined ? t('publish') : t('fullUntil', { at: freeAt })}
      busy={starting.busy}
      error={problem && t(`problems.${problem}`, { at: freeAt ?? '' })}
      problem={
        <WriteResult
          of={starting}
          texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('notStarted') }}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {before > 0 && (
        <Notice kind="warning">
          <p>{t('before', { count: before })}</p>
        </Notice>
      )}
      <SourceFields
        recordings={recordings}
        chosen={source}
        disabled={starting.busy}
        onChoose={(chosen) => {
          setSource(chosen);
          setProblem(undefined);
        }}
      />
      <TextInput
        label={t('name')}
        value={draft.title}
        maxLength={1000}
        disabled={starting.busy}
        onChange={({ currentTarget: { value } }) => change({ title: value })}
        dir="auto"
      />
      <DetailFields
        draft={draft}
        attendees={meeting.attendees}
        folders={facts.folders}
        notes={notes.length}
        disabled={starting.busy}
        onChange={change}
      />
      <p className="ui-note" dir="auto">
        {t(quota.isComplete ? 'quota' : 'quotaAtLeast', {
          used: quota.used,
          of: quota.of,
          days: quota.days,
          author,
        })}
      </p>
    </FormDialog>
  );
}
