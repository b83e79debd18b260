import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { graceChoices } from '#src/features/recorder/engine/recorder-settings.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { useRecorder } from '../shared/use-recorder.ts';
import classes from './device-settings.module.css';

/** What a person may choose for this device. */
export function DeviceSettings() {
  const t = useTranslations('recorder.settings');
  const { settings } = useRecorder();
  const hint = useId();
  return (
    <details className={classes.settings}>
      <summary className={classes.summary}>{t('heading')}</summary>
      <div className={`ui-card ${classes.fields}`}>
        <NativeSelect
          label={t('grace')}
          description={t('graceHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={settings.graceHours}
          onChange={(event) =>
            recorderStore.engine?.changeSettings({ graceHours: Number(event.currentTarget.value) })
          }
          data={graceChoices.map((hours) => ({
            value: String(hours),
            label: t('graceDays', { days: hours / 24 }),
          }))}
        />
        <div>
          <label className="ui-check">
            <input
              type="checkbox"
              checked={settings.liveUpload}
              aria-describedby={hint}
              onChange={(event) =>
                recorderStore.engine?.changeSettings({
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
