import { useTranslations } from 'use-intl';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import page from '../../record-page.module.css';
import { DeviceRecording } from './device-recording.tsx';
import classes from './device-recordings.module.css';

/** The person's other recordings in this browser, so that nothing is ever out of reach. */
export function DeviceRecordings({ recordings }: { readonly recordings: readonly RecordingView[] }) {
  const t = useTranslations('recorder.device');
  return (
    <section aria-labelledby="device-recordings">
      <h2 id="device-recordings" className={page.heading}>
        {t('heading')}
      </h2>
      <p className={`ui-hint ${classes.lead}`}>{t('lead')}</p>
      <ul className={`ui-list ui-stack ${classes.list}`}>
        {recordings.map((view) => (
          <DeviceRecording key={view.stored.id} view={view} />
        ))}
      </ul>
    </section>
  );
}
