import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { FreeSpaceButton } from './free-space-button.tsx';
import { isLow, recordingMsIn } from './model/storage-room.ts';
import classes from './record-page.module.css';
import { useRecorder } from './use-recorder.ts';
import { useLength } from './use-text.ts';

/** Says early that this device's storage is running low, and how to make room. */
export function RoomNotice() {
  const t = useTranslations('recorder.room');
  const length = useLength();
  const { roomBytes, recordings } = useRecorder();
  if (roomBytes === undefined || !isLow(roomBytes)) return null;
  const waiting = recordings.some(({ stored }) => stored.status === 'sealed');
  return (
    <Notice kind="warning" title={t('low', { length: length(recordingMsIn(roomBytes)) })}>
      <p>{t(waiting ? 'lowWaiting' : 'lowBody')}</p>
      <div className={classes.actions}>
        <FreeSpaceButton />
      </div>
    </Notice>
  );
}
