import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { Panel } from '#src/ui/panel.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { MadeMeeting } from './made-meeting.tsx';

interface CallMeetingPanelProps {
  readonly call: RecordedCall;
  /** Name or number. */
  readonly caller: string;
  readonly hasTranscription: boolean;
}

const load = () => import('./make-dialog.tsx').then(({ MakeDialog }) => MakeDialog);

/** The meeting that a call became, or the way to make one of it. */
export function CallMeetingPanel({ call, caller, hasTranscription }: CallMeetingPanelProps) {
  const t = useTranslations('calls.make');
  const [isOpen, setOpen] = useState(false);
  const MakeDialog = useOnDemand(load, isOpen);
  const { meeting } = call;
  return (
    <Panel title={t('panel')}>
      {meeting ? (
        <MadeMeeting call={call} meeting={meeting} caller={caller} />
      ) : (
        <>
          <p>{t(call.running ? 'whenOver' : hasTranscription ? 'lead' : 'leadSoundOnly')}</p>
          {!call.running && (
            <div>
              <Button onClick={() => setOpen(true)}>{t('action')}</Button>
            </div>
          )}
        </>
      )}
      {MakeDialog && <MakeDialog call={call} caller={caller} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
