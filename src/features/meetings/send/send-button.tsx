import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { connectedSystemsAtOnce } from '#src/api/gateway/connected-systems.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { reachesClients } from '../shared/reaches-clients.ts';

const load = () => import('./send-dialog.tsx');

/** Opens the dialog that sends clients what was decided, where the organisation writes to clients. */
export function SendButton({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.send');
  const { data: systems } = useQuery(connectedSystemsAtOnce());
  const [open, setOpen] = useState(false);
  const dialog = useOnDemand(load, open);
  if (!reachesClients(systems) || meaningOfStatus(meeting.status) !== 'final') return null;
  const isApproved = Boolean(meeting.review.approval?.value);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSend size={17} aria-hidden />}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {t(isApproved ? 'open' : 'openDraft')}
      </Button>
      {dialog && <dialog.SendDialog meeting={meeting} onClose={() => setOpen(false)} />}
    </>
  );
}
