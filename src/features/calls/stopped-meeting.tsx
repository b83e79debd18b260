import { useTranslations } from 'use-intl';
import { makeCallMeeting } from '#src/api/claritalk/meetings/make-call-meeting.ts';
import type { RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { useMakeTexts } from './use-make-texts.ts';

interface StoppedMeetingProps {
  readonly call: RecordedCall;
  readonly caller: string;
  readonly isOwn: boolean;
  readonly by: string;
}

/** Something has stopped it; whoever began it continues. */
export function StoppedMeeting({ call, caller, isOwn, by }: StoppedMeetingProps) {
  const t = useTranslations('calls.make');
  const making = useWrite(makeCallMeeting);
  const texts = useMakeTexts();
  // The name is that of the first try.
  const run = () => void making.run({ call: call.id, name: t('name', { name: caller }), type: undefined });
  return (
    <>
      <Notice
        kind="warning"
        {...(isOwn && !making.busy ? { action: { label: t('continue'), onClick: run } } : {})}
      >
        <p>{making.busy ? t('continuing') : isOwn ? t('stopped') : t('stoppedOf', { name: by })}</p>
      </Notice>
      <WriteResult of={making} texts={texts} />
    </>
  );
}
