import { useTranslations } from 'use-intl';
import { blockClient } from '#src/api/chat2desk/change-client.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface BlockDialogProps {
  readonly client: Named;
  /** Whether the client is to be blocked, or no longer to be. */
  readonly blocked: boolean;
  /** What is said once it was done: Chat2Desk does not show it. */
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

/** Blocks a client, whose name has to be typed; or ends that. */
export function BlockDialog({ client, blocked, onDone, onClose }: BlockDialogProps) {
  const proof = useTranslations('conversations.block');
  const unblock = useTranslations('conversations.unblock');
  const t = blocked ? proof : unblock;
  const { name } = client;
  const blocking = useWrite(blockClient, () => onDone(t('done', { name })));
  return (
    <ConfirmDialog
      title={t('title', { name })}
      confirm={t('confirm')}
      harmless={!blocked}
      proof={
        blocked
          ? {
              label: proof('type', { name }),
              isGiven: (typed) => sameName(typed, name),
              mismatch: proof('mismatch', { name }),
            }
          : undefined
      }
      busy={blocking.busy}
      problem={
        <WriteResult
          of={blocking}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
        />
      }
      onConfirm={() => blocking.run({ ...wishNow(), client: client.id, blocked })}
      onClose={onClose}
    >
      <p dir="auto">{t('body')}</p>
    </ConfirmDialog>
  );
}
