import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ChangeOfMode, switchMode } from '#src/api/chat2desk/administration/change-company.ts';
import type { Company } from '#src/api/chat2desk/administration/company.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Panel } from '#src/ui/panel.tsx';
import { BeforeAfter } from '../../tab/before-after.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

/** Whether the company is online, and the switch; it decides what all clients are told automatically. */
export function ModePanel({ company }: { readonly company: Company }) {
  const t = useTranslations('company.mode');
  const [asking, setAsking] = useState(false);
  const { online } = company;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <p>{t(online === undefined ? 'unknown' : online ? 'isOnline' : 'isOffline')}</p>
      {online !== undefined && (
        <div>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t(online ? 'goOffline' : 'goOnline')}
          </Button>
        </div>
      )}
      {asking && online !== undefined && <Switch online={online} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

interface SwitchProps {
  readonly online: boolean;
  readonly onClose: () => void;
}

function Switch({ online: now, onClose }: SwitchProps) {
  const t = useTranslations('company.mode');
  const writing = useWrite<ChangeOfMode, unknown>(switchMode);
  // As it was when the dialog opened: the list is read again before it closes.
  const [online] = useState(now);
  const name = (value: boolean) => t(value ? 'online' : 'offline');
  return (
    <ConfirmChange
      title={t(online ? 'offlineTitle' : 'onlineTitle')}
      confirm={t(online ? 'goOffline' : 'goOnline')}
      writing={writing}
      request={() => ({ online: !online, ...wishNow() })}
      onClose={onClose}
    >
      <BeforeAfter before={name(online)} after={name(!online)} />
      <p>{t('effect')}</p>
    </ConfirmChange>
  );
}
