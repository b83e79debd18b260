import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  type Device,
  type DeviceNotice,
  deviceNoticesOptions,
  shownNotices,
} from '#src/api/courier/technical/devices.ts';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { ReadDialog } from '../../tab/read-dialog.tsx';

interface DeviceDialogProps {
  readonly device: Device;
  /** Of whose it is. */
  readonly name: string;
  readonly onClose: () => void;
}

/** The notifications that a device got, as Courier has them. */
export function DeviceDialog({ device, name, onClose }: DeviceDialogProps) {
  const t = useTranslations('courierApps.devices');
  const query = useQuery(deviceNoticesOptions(device.id));
  const { data } = query;
  return (
    <ReadDialog title={t('log', { name })} query={query} onClose={onClose}>
      {data?.length === 0 && (
        <p className="ui-hint" dir="auto">
          {t('noNotices')}
        </p>
      )}
      {data && data.length > 0 && (
        <>
          <Table<DeviceNotice, string>
            label={t('log', { name })}
            columns={[
              { id: 'title', title: t('notice'), cell: (one) => one.title ?? one.category ?? '–' },
              { id: 'body', title: t('text'), cell: ({ body }) => body },
              { id: 'at', title: t('at'), cell: ({ at }) => <Moment at={at} /> },
            ]}
            rows={data}
            keyOf={({ id }) => id}
            plain
            cards
          />
          {data.length === shownNotices && <p className="ui-note">{t('newest', { count: shownNotices })}</p>}
        </>
      )}
    </ReadDialog>
  );
}
