import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { actInVideoCall } from '#src/api/courier/video-calls.ts';
import type { VideoCall } from '#src/api/gateway/calls/video-calls.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { ActDialog, type Asked } from './act-dialog.tsx';
import { ParticipantRow } from './participant-row.tsx';
import { useActTexts } from './use-act-texts.ts';

interface ComingCallProps {
  readonly video: VideoCall;
  /** Who the reader is at Courier. */
  readonly individual: string | undefined;
}

/** A video call that is planned or open, and what can be done about it. */
export function ComingCall({ video, individual }: ComingCallProps) {
  const t = useTranslations('calls.video');
  const format = useFormatter();
  const texts = useActTexts();
  const acting = useWrite(actInVideoCall);
  const [asked, setAsked] = useState<Asked>();
  const { at, state, participants, recorded, seconds } = video;
  const isOpen = state === 'open';
  const when = at ? format.dateTime(at, { dateStyle: 'full', timeStyle: 'short' }) : t('noTime');
  const length = seconds === undefined ? '' : t('minutes', { count: Math.round(seconds / 60) });
  return (
    <Panel
      title={when}
      lead={[t(isOpen ? 'isOpen' : 'isPlanned'), length, recorded ? t('isRecorded') : '']
        .filter(Boolean)
        .join(' · ')}
    >
      <ul className="ui-list ui-lines">
        {participants.map((one) => (
          <ParticipantRow
            key={one.id}
            participant={one}
            canAct={isOpen && one.individual !== individual && !one.disconnected}
            busy={acting.busy}
            onMute={() =>
              void acting.run({ video: video.id, act: 'mute', participant: one.id, ...wishNow() })
            }
            onDisconnect={() => setAsked({ act: 'disconnect', participant: one })}
          />
        ))}
      </ul>
      <WriteResult of={acting} texts={texts} />
      <div className="ui-row ui-tight">
        <Button
          variant="default"
          loading={acting.busy}
          onClick={() => void acting.run({ video: video.id, act: 'remind', ...wishNow() })}
        >
          {t('remind')}
        </Button>
        <Button variant="default" onClick={() => setAsked({ act: 'end' })}>
          {t(isOpen ? 'end' : 'cancel')}
        </Button>
        {acting.state.phase === 'done' && acting.state.of.act === 'remind' && (
          <span className="ui-hint" role="status">
            {t('reminded')}
          </span>
        )}
      </div>
      {asked && <ActDialog video={video} asked={asked} when={when} onClose={() => setAsked(undefined)} />}
    </Panel>
  );
}
