import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { SharedFile } from '#src/api/gateway/shared-file.ts';
import { type Revocation, revokeAFile } from '#src/api/gateway/shared-files.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

/** Whether a client can fetch a PDF, and what ends that. */
export function SharedPdf({
  file,
  client,
}: {
  readonly file: SharedFile;
  readonly client: string | undefined;
}) {
  const t = useTranslations('conversations.shared');
  const format = useFormatter();
  const [asks, setAsks] = useState(false);
  const { state, fetched, until } = file;
  const at = until ? format.dateTime(until, { dateStyle: 'medium', timeStyle: 'short' }) : '';
  return (
    <span className="ui-row ui-tight ui-note">
      <span dir="auto">{t(state, { fetched, most: sharedFileLimits.fetches, at })}</span>
      {state === 'available' && (
        <Button size="compact-sm" variant="default" onClick={() => setAsks(true)}>
          {t('revoke')}
        </Button>
      )}
      {asks && <RevokeDialog file={file} client={client} onClose={() => setAsks(false)} />}
    </span>
  );
}

interface RevokeDialogProps {
  readonly file: SharedFile;
  readonly client: string | undefined;
  readonly onClose: () => void;
}

function RevokeDialog({ file, client, onClose }: RevokeDialogProps) {
  const t = useTranslations('conversations.shared');
  // Its state shows whether it was done.
  const revoking = useWrite<Revocation, unknown>(revokeAFile, undefined, shownAnyway);
  return (
    <ConfirmDialog
      title={client === undefined ? t('revokeTitle') : t('revokeTitleOf', { name: client })}
      confirm={t('revoke')}
      busy={revoking.busy}
      onConfirm={() => revoking.run({ file: file.id, ...wishNow() })}
      onClose={onClose}
      problem={
        <WriteResult
          of={revoking}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
        />
      }
    >
      <p>{t('revokeText')}</p>
    </ConfirmDialog>
  );
}
