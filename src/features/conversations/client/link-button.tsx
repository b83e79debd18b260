import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Named } from '#src/api/gateway/conversations.ts';
import { ClientLinkDialog } from './client-link-dialog.tsx';

/** Opens the dialog in which an admin links a client by hand. */
export function LinkButton({ client }: { readonly client: Named }) {
  const t = useTranslations('linking.card');
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('add')}
      </Button>
      {isOpen && <ClientLinkDialog client={client} onClose={() => setOpen(false)} />}
    </div>
  );
}
