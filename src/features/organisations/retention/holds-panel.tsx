import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Retention, RetentionHold } from '#src/api/gateway/retention/retention.ts';
import { paths } from '#src/paths.ts';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

/** Dossiers whose meetings stay, whatever the rules say. */
export function HoldsPanel({ retention }: { readonly retention: Retention }) {
  const t = useTranslations('retention.holds');
  const [adding, setAdding] = useState(false);
  const [releasing, setReleasing] = useState<RetentionHold>();
  const { holds } = retention;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      {holds.length > 0 && (
        <Table
          plain
          cards
          label={t('title')}
          rows={holds}
          keyOf={({ dossier }) => dossier}
          columns={[
            {
              id: 'dossier',
              title: t('dossier'),
              cell: ({ dossier, name }) => (
                <Link to={paths.dossier(dossier)} dir="auto">
                  {name}
                </Link>
              ),
            },
            { id: 'reason', title: t('reason'), cell: ({ reason }) => reason },
            { id: 'by', title: t('by'), cell: ({ by }) => by },
            { id: 'at', title: t('since'), cell: ({ at }) => <Moment at={at} /> },
            {
              id: 'release',
              title: t('release'),
              width: 8,
              cell: (hold) => (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('releaseOne', { name: hold.name })}
                  onClick={() => setReleasing(hold)}
                >
                  {t('release')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={17} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('add')}
        </Button>
      </div>
      {adding && <HoldDialog holds={holds} onClose={() => setAdding(false)} />}
      {releasing && <ReleaseDialog hold={releasing} onClose={() => setReleasing(undefined)} />}
    </Panel>
  );
}
