import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { graceChoices, type RecorderSettings } from '#src/features/recorder/engine/recorder-settings.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { clipChoices, readClipSettings } from '#src/services/evidence/clip-settings.ts';
import { useRecorder } from '../shared/use-recorder.ts';
import classes from './device-settings.module.css';

/** What a person may choose for this device. */
export function DeviceSettings() {
  const t = useTranslations('recorder.settings');
  const { settings } = useRecorder();
  const clips = readClipSettings({ ...settings });
  const hint = useId();
  const change = (changes: Partial<RecorderSettings>) => recorderStore.engine?.changeSettings(changes);
  const seconds = (choices: readonly number[]) =>
    choices.map((count) => ({ value: String(count), label: t('clipSeconds', { count }) }));
  return (
    <details className={classes.settings}>
      <summary className={classes.summary}>{t('heading')}</summary>
      <div className={`ui-card ${classes.fields}`}>
        <NativeSelect
          label={t('grace')}
          description={t('graceHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={settings.graceHours}
          onChange={({ currentTarget }) => change({ graceHours: Number(currentTarget.value) })}
          data={graceChoices.map((hours) => ({
            value: String(hours),
            label: t('graceDays', { days: hours / 24 }),
          }))}
        />
        <NativeSelect
          label={t('clips')}
          description={t('clipsHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={clips.clipDays}
          onChange={({ currentTarget }) => change({ clipDays: Number(currentTarget.value) })}
          data={clipChoices.days.map((days) => ({ value: String(days), label: t('clipDays', { days }) }))}
        />
        {clips.clipDays > 0 && (
          <div className="ui-pair">
            <NativeSelect
              label={t('clipBefore')}
              value={clips.clipBefore}
              onChange={({ currentTarget }) => change({ clipBefore: Number(currentTarget.value) })}
              data={seconds(clipChoices.before)}
            />
            <NativeSelect
              label={t('clipAfter')}
              value={clips.clipAfter}
              onChange={({ currentTarget }) => change({ clipAfter: Number(currentTarget.value) })}
              data={seconds(clipChoices.after)}
            />
          </div>
        )}
        <div>
          <label className="ui-check">
            <input
              type="checkbox"
              checked={settings.liveUpload}
              aria-describedby={hint}
              onChange={(event) =>
                change({
                  liveUpload: event.currentTarget.checked,
                  // Switching it on again retries it.
                  liveRefusedAt: undefined,
                })
              }
            />
            <span>{t('live')}</span>
          </label>
          <p id={hint} className={`ui-note ${classes.hint}`}>
            {t(settings.liveUpload && settings.liveRefusedAt !== undefined ? 'liveRefused' : 'liveHint')}
          </p>
        </div>
      </div>
    </details>
  );
}
