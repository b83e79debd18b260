import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { clockMs } from '#src/lib/time/clock-ms.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import type { DeviceRecording } from '#src/services/device-recordings/device-recordings.ts';
import { clipSettingsOf } from '#src/services/evidence/chosen-clip-settings.ts';
import type { ClipTarget } from '#src/services/evidence/clip-facts.ts';
import { clipChoices } from '#src/services/evidence/clip-settings.ts';
import { keepPiece } from '#src/services/evidence/keep-piece.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';

interface KeepDialogProps {
  readonly user: string;
  readonly recording: DeviceRecording;
  readonly target: ClipTarget;
  readonly onClose: () => void;
}

/** Keeps a piece of the recording, which is still on this device, for an answer or a to-do. */
export function KeepDialog({ user, recording, target, onClose }: KeepDialogProps) {
  const t = useTranslations('evidence.keep');
  const [settings] = useState(() => clipSettingsOf(user));
  const marks = recording.marks.filter(({ kind }) => ['bookmark', 'note', 'chat'].includes(kind));
  const [moment, setMoment] = useState(() => formatClock(1000 * (marks[0]?.seconds ?? 0)));
  const [before, setBefore] = useState(settings.clipBefore);
  const [after, setAfter] = useState(settings.clipAfter);
  const atMs = clockMs(moment);
  const seconds = (choices: readonly number[]) =>
    choices.map((count) => ({ value: String(count), label: t('seconds', { count }) }));
  const { state, busy, run } = useWrite<number, void>((_queryClient, at) => {
    const piece = { ...settings, clipBefore: before, clipAfter: after };
    return certainOf(keepPiece({ owner: user, recording, target, atMs: at, ...piece }));
  });
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      busy={busy}
      error={state.phase === 'refused' && t('failed')}
      onSubmit={() => atMs !== undefined && run(atMs)}
      onClose={onClose}
    >
      <p className="ui-hint" dir="auto">
        {target.label}
      </p>
      {marks.length > 0 && (
        <NativeSelect
          data-autofocus
          label={t('mark')}
          value={marks.some((mark) => formatClock(mark.seconds * 1000) === moment) ? moment : ''}
          onChange={({ currentTarget: { value } }) => value !== '' && setMoment(value)}
          disabled={busy}
          data={[
            { value: '', label: t('none') },
            ...marks.map(({ seconds: at, text }) => {
              const clock = formatClock(at * 1000);
              return { value: clock, label: text === '' ? clock : `${clock} ${text}` };
            }),
          ]}
        />
      )}
      <TextInput
        data-autofocus={marks.length === 0 || undefined}
        label={t('moment')}
        description={t('momentHint')}
        value={moment}
        onChange={(event) => setMoment(event.currentTarget.value)}
        error={atMs === undefined && t('momentWrong')}
        inputMode="numeric"
        disabled={busy}
      />
      <div className="ui-pair">
        <NativeSelect
          label={t('before')}
          value={String(before)}
          onChange={(event) => setBefore(Number(event.currentTarget.value))}
          disabled={busy}
          data={seconds(clipChoices.before)}
        />
        <NativeSelect
          label={t('after')}
          value={String(after)}
          onChange={(event) => setAfter(Number(event.currentTarget.value))}
          disabled={busy}
          data={seconds(clipChoices.after)}
        />
      </div>
      <p className="ui-note">{t('onlyHere')}</p>
    </FormDialog>
  );
}
