import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Replicator, replicatorsOptions } from '#src/api/courier/technical/replicators.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';

/** Imports of data from other services, and when each ran last. */
export function ReplicatorsPanel() {
  const t = useTranslations('courierDiagnosis.replicators');
  const query = useQuery(replicatorsOptions());
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PanelTable<Replicator>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
        columns={[
          { id: 'name', title: t('name'), cell: ({ name }) => <code dir="ltr">{name}</code> },
          { id: 'polled', title: t('polled'), cell: ({ polled }) => <Moment at={polled} relative /> },
        ]}
        rows={query.data}
        keyOf={({ id }) => id}
      />
    </Panel>
  );
}
