import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ConnectableSystem, type Connection, disconnect } from '#src/api/gateway/connections.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Panel } from '#src/ui/panel.tsx';

interface DisconnectPanelProps {
  readonly system: ConnectableSystem;
  readonly connection: Connection;
}

/** Deletes the key of a system, once its name was typed. */
export function DisconnectPanel({ system, connection }: DisconnectPanelProps) {
  const t = useTranslations('connections.disconnect');
  const refusalText = useRefusalText();
  const [asking, setAsking] = useState(false);
  const ending = useWrite(disconnect);
  const { id, name } = system;
  return (
    <Panel title={t('title')} lead={t(`leads.${connection.webhook?.registered ?? 'none'}`, { name })}>
      <div>
        <Button variant="default" color="red" onClick={() => setAsking(true)}>
          {t('button')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('confirmTitle', { name })}
          confirm={t('button')}
          proof={{
            label: t('type', { name }),
            isGiven: (typed) => sameName(typed, name),
            mismatch: t('mismatch', { name }),
          }}
          busy={ending.busy}
          problem={
            <WriteNotice
              state={ending.state}
              texts={{ unknown: t('unknown'), found: t('found', { name }), notDone: t('unchanged') }}
              errorText={refusalText}
              onCheck={() => ending.look()}
            />
          }
          onConfirm={() => ending.run({ system: id, name, version: connection.version, ...wishNow() })}
          onClose={() => setAsking(false)}
        >
          <p>{t('body', { name })}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
