import { useTranslations } from 'use-intl';
import { type SentAgain, sendAgain } from '#src/api/chat2desk/send-again.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { SentContent, SentEntry } from '#src/api/gateway/sent.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { JsonTree } from '#src/ui/json-tree.tsx';

interface SendAgainDialogProps {
  readonly entry: SentEntry;
  readonly content: SentContent;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before something that did not happen is sent again. */
export function SendAgainDialog({ entry, content, onDone, onClose }: SendAgainDialogProps) {
  const t = useTranslations('sent.actions');
  // The list shows what became of it.
  const sending = useWrite<SentAgain, unknown>(sendAgain, onDone, shownAnyway);
  return (
    <ConfirmDialog
      title={t('retryTitle')}
      confirm={t('retry')}
      harmless
      busy={sending.busy}
      onConfirm={() => sending.run({ entry, body: content.body, path: content.path, ...wishNow() })}
      onClose={onClose}
      problem={
        <WriteNotice
          state={sending.state}
          texts={{ unknown: t('retryUnknown'), found: t('retryFound'), notDone: t('notRetried') }}
          onCheck={() => sending.look()}
        />
      }
    >
      <p dir="auto">{t('retryText')}</p>
      <section aria-label={t('retryBody')}>
        <JsonTree value={content.body} />
      </section>
    </ConfirmDialog>
  );
}
