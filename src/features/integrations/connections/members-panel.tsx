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
  // What concerns a member they see there in any case.
  const own = useTranslations('connections.members.conversations');
  const refusalText = useRefusalText();
  const [asking, setAsking] = useState(false);
  const changing = useWrite(openToMembers);
  const { id, name, open } = system;
  const say = (key: 'isOpen' | 'isClosed' | 'open' | 'close' | `${'open' | 'close'}${'Title' | 'Body'}`) =>
    id === 'chat2desk' ? own(key) : t(key, { name });
  const texts = {
    unknown: t('unknown'),
    found: say(open ? 'isOpen' : 'isClosed'),
    notDone: t('unchanged'),
  };
  const notice = (
    <WriteNotice
      texts={texts}
      onCheck={() => changing.look()}
      state={changing.state}
      errorText={refusalText}
    />
  );
  return (
    <Panel title={t('title')}>
      <p>{say(open ? 'isOpen' : 'isClosed')}</p>
      <div>
        <Button variant="default" loading={changing.busy} onClick={() => setAsking(true)}>
          {say(open ? 'close' : 'open')}
        </Button>
      </div>
      {!asking && notice}
      {asking && (
        <ConfirmDialog
          title={say(open ? 'closeTitle' : 'openTitle')}
          confirm={say(open ? 'close' : 'open')}
          harmless
          busy={changing.busy}
          problem={notice}
          onConfirm={() =>
            changing.run({ system: id, open: !open, version: connection.version, ...wishNow() })
          }
          onClose={() => setAsking(false)}
        >
          <p>{say(open ? 'closeBody' : 'openBody')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
