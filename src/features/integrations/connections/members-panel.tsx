import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ConnectableSystem, type Connection, openToMembers } from '#src/api/gateway/connections.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Panel } from '#src/ui/panel.tsx';

interface MembersPanelProps {
  readonly system: ConnectableSystem;
  readonly connection: Connection;
}

/** Who may use a connection: admins, or all members for what they may see. */
export function MembersPanel({ system, connection }: MembersPanelProps) {
  const t = useTranslations('connections.members');
  const refusalText = useRefusalText();
  const [asking, setAsking] = useState(false);
  const changing = useWrite(openToMembers);
  const { id, name, open } = system;
  const texts = {
    unknown: t('unknown'),
    found: t(open ? 'isOpen' : 'isClosed', { name }),
    notDone: t('unchanged'),
  };
  return (
    <Panel title={t('title')}>
      <p>{t(open ? 'isOpen' : 'isClosed', { name })}</p>
      <div>
        <Button variant="default" loading={changing.busy} onClick={() => setAsking(true)}>
          {t(open ? 'close' : 'open')}
        </Button>
      </div>
      {!asking && (
        <WriteNotice
          state={changing.state}
          texts={texts}
          errorText={refusalText}
          onCheck={() => changing.look()}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={t(open ? 'closeTitle' : 'openTitle', { name })}
          confirm={t(open ? 'close' : 'open')}
          harmless
          busy={changing.busy}
          problem={
            <WriteNotice
              state={changing.state}
              texts={texts}
              errorText={refusalText}
              onCheck={() => changing.look()}
            />
          }
          onConfirm={() =>
            changing.run({ system: id, open: !open, version: connection.version, ...wishNow() })
          }
          onClose={() => setAsking(false)}
        >
          <p>{t(open ? 'closeBody' : 'openBody', { name })}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
