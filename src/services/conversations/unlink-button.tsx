import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ChangeOfLink, changeLink } from '#src/api/gateway/linked-clients.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { useLinkTexts } from './use-link-texts.ts';

interface UnlinkButtonProps {
  readonly link: Pick<ChangeOfLink, 'client' | 'kind' | 'id'>;
  /** What the client is linked to, or who they are: what the link is known by where the button is. */
  readonly name: string;
}

/** Takes a link away that was made by hand. */
export function UnlinkButton({ link, name }: UnlinkButtonProps) {
  const t = useTranslations('linking.unlink');
  const texts = useLinkTexts();
  const [isAsking, setAsking] = useState(false);
  const unlinking = useWrite(changeLink);
  return (
    <>
      <Button
        size="compact-sm"
        className="ui-flush"
        variant="subtle"
        aria-label={t('of', { name })}
        onClick={() => setAsking(true)}
      >
        {t('action')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('title', { name })}
          confirm={t('action')}
          busy={unlinking.busy}
          problem={<WriteResult of={unlinking} texts={texts} />}
          onConfirm={() => unlinking.run({ ...link, linked: false, ...wishNow() })}
          onClose={() => setAsking(false)}
        >
          <p>{t('text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
