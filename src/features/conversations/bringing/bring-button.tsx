import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '#src/api/chat2desk/messages.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./bring-dialog.tsx').then(({ BringDialog }) => BringDialog);

/** Brings messages into a meeting. */
export function BringButton({
  open,
  messages,
}: {
  readonly open: OpenConversation;
  readonly messages: Messages;
}) {
  const t = useTranslations('linking.bring');
  const [isOpen, setOpen] = useState(false);
  const BringDialog = useOnDemand(load, isOpen);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('action')}
      </Button>
      {BringDialog && <BringDialog open={open} messages={messages} onClose={() => setOpen(false)} />}
    </>
  );
}
