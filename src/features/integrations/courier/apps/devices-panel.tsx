import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { type Device, devicesOptions } from '#src/api/courier/technical/devices.ts';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CellButton } from '../../tab/cell-button.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { DeviceDialog } from './device-dialog.tsx';
import { useServiceName } from './use-service-name.ts';

/** Where people get notifications. Apps add their own devices. */
export function DevicesPanel() {
  const t = useTranslations('courierApps.devices');
  const serviceName = useServiceName();
  const query = useQuery(devicesOptions());
  const { data: users } = useQuery(courierUsersOptions());
  const [wanted, setWanted] = useState(1);
  const [shown, setShown] = useState<Device>();
  const nameOf = ({ individual }: Device) =>
    users?.find((one) => one.individual !== undefined && one.individual === individual)?.name ?? t('someone');
  const page = query.data && pageOf(query.data, wanted, usualPageSize);
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PanelTable<Device>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={4}
        columns={[
          {
            id: 'person',
            title: t('person'),
            cell: (device) => (
              <CellButton
                text={nameOf(device)}
                label={t('open', { name: nameOf(device) })}
                onClick={() => setShown(device)}
              />
            ),
          },
          {
            id: 'model',
            title: t('model'),
            cell: ({ model, system }) => [model, system].filter(Boolean).join(' '),
          },
          {
            id: 'app',
            title: t('app'),
            cell: ({ app, version }) => [app, version].filter(Boolean).join(' '),
          },
          { id: 'service', title: t('service'), cell: (one) => serviceName(one.service) },
          { id: 'allowed', title: t('allowed'), cell: ({ allowed }) => t(allowed ? 'yes' : 'no') },
          { id: 'changed', title: t('changed'), cell: ({ changed }) => <Moment at={changed} /> },
        ]}
        rows={page?.shown}
        keyOf={({ id }) => id}
        cards
      >
        <Pager label={t('pages')} paging={page?.paging} onGo={setWanted} />
      </PanelTable>
      {shown && <DeviceDialog device={shown} name={nameOf(shown)} onClose={() => setShown(undefined)} />}
    </Panel>
  );
}
