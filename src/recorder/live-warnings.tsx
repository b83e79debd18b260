import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { LiveNews, RecorderState } from './model/state.ts';
import type { Alarm } from './model/watchdog.ts';
import classes from './record-page.module.css';
import { recorderStore } from './recorder-store.ts';
import { RoomNotice } from './room-notice.tsx';
import { StorageFailing } from './storage-failing.tsx';

interface LiveWarningsProps {
  readonly recorder: Extract<RecorderState, { phase: 'recording' | 'paused' | 'stopping' }>;
}

/** What is wrong with the running recording and what to do; what has just been wrong; and what it asks. */
export function LiveWarnings({ recorder }: LiveWarningsProps) {
  const t = useTranslations('recorder.live');
  const { microphone, storage, alarms, news, recording } = recorder;
  return (
    <>
      <div role="alert" className={classes.warnings}>
        {microphone === 'muted' && (
          <Notice kind="warning">
            <p>{t('muted', { microphone: recording.microphoneLabel })}</p>
          </Notice>
        )}
        {microphone === 'lost' && (
          <Notice kind="danger">
            <p>{t('lost')}</p>
          </Notice>
        )}
        {storage === 'failing' && (
          <StorageFailing recordingId={recording.id} stopping={recorder.phase === 'stopping'} />
        )}
        {alarms.map((alarm) => isFault(alarm) && <Fault key={alarm} alarm={alarm} />)}
      </div>
      <div role="status" className={classes.warnings}>
        {storage === 'safe' && <RoomNotice />}
        {alarms.map((alarm) => !isFault(alarm) && <Question key={alarm} alarm={alarm} />)}
        {news && <News news={news} />}
      </div>
    </>
  );
}

type QuestionAlarm = 'long' | 'overrun';
type FaultAlarm = Exclude<Alarm, QuestionAlarm>;

const isFault = (alarm: Alarm): alarm is FaultAlarm => alarm !== 'long' && alarm !== 'overrun';

function Fault({ alarm }: { readonly alarm: FaultAlarm }) {
  const t = useTranslations('recorder.alarm');
  return (
    <Notice kind="danger" title={t(`${alarm}.title`)}>
      <p>{t(`${alarm}.body`)}</p>
    </Notice>
  );
}

function Question({ alarm }: { readonly alarm: QuestionAlarm }) {
  const t = useTranslations('recorder.alarm');
  const dismiss = () => recorderStore.engine?.dismissAlarm(alarm);
  return (
    <Notice kind="info" title={t(`${alarm}.title`)} action={{ label: t('still'), onClick: dismiss }}>
      <p>{t(`${alarm}.body`)}</p>
    </Notice>
  );
}

function News({ news }: { readonly news: LiveNews }) {
  const t = useTranslations('recorder.news');
  const dismiss = () => recorderStore.engine?.dismissNews();
  return (
    <Notice kind="info" action={{ label: t('seen'), onClick: dismiss }}>
      <p>
        {news.kind === 'microphone-back' && t('microphone-back', { microphone: news.label })}
        {news.kind === 'microphone-changed' &&
          t('microphone-changed', { from: news.from, microphone: news.label })}
        {(news.kind === 'share-ended' || news.kind === 'share-silent' || news.kind === 'share-failed') &&
          t(news.kind)}
        {news.kind === 'interrupted' && t('interrupted', { seconds: Math.round(news.lostMs / 1000) })}
      </p>
    </Notice>
  );
}
