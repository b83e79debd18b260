import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { actInVideoCall } from '#src/api/courier/video-calls.ts';
import type { Participant, VideoCall } from '#src/api/gateway/calls/video-calls.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { useActTexts } from './use-act-texts.ts';

/** What is asked about before it is done. */
export type Asked =
  | { readonly act: 'end' }
  | { readonly act: 'disconnect'; readonly participant: Participant };

interface ActDialogProps {
  readonly video: VideoCall;
  readonly asked: Asked;
  /** When the call is, in words. */
  readonly when: string;
  readonly onClose: () => void;
}

/** Asks before a call is ended, or someone is removed from it. */
export function ActDialog({ video, asked, when, onClose }: ActDialogProps) {
  const t = useTranslations('calls.video');
  const texts = useActTexts();
  const acting = useWrite(actInVideoCall);
  const isOpen = video.state === 'open';
  const name = asked.act === 'disconnect' ? (asked.participant.name ?? t('noName')) : '';
  const participant = asked.act === 'disconnect' ? { participant: asked.participant.id } : {};
  const said =
    asked.act === 'disconnect'
      ? ([t('disconnectTitle', { name }), t('disconnectText'), t('disconnect')] as const)
      : isOpen
        ? ([t('endTitle'), t('endText'), t('end')] as const)
        : ([t('cancelTitle', { when }), t('cancelText'), t('cancel')] as const);
  return (
    <ConfirmDialog
      title={said[0]}
      confirm={said[2]}
      busy={acting.busy}
      problem={<WriteResult of={acting} texts={texts} />}
      onConfirm={() => acting.run({ video: video.id, act: asked.act, ...participant, ...wishNow() })}
      onClose={onClose}
    >
      <p dir="auto">{said[1]}</p>
    </ConfirmDialog>
  );
}
