import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { type Sniffer, sniffersOptions } from '#src/api/courier/technical/sniffers.ts';
import { serverNow } from '#src/lib/clock.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CellButton } from '../../tab/cell-button.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { ObserveDialog } from './observe-dialog.tsx';
import { SniffedDialog } from './sniffed-dialog.tsx';

/** Observes someone's requests at Courier for a while, and says to every admin who is being observed. */
export function ObservingPanel() {
  const t = useTranslations('courierDiagnosis.observing');
  const format = useFormatter();
  useMinute();
  const query = useQuery(sniffersOptions());
  const { data: users } = useQuery(courierUsersOptions());
  const [asking, setAsking] = useState<'begin' | Sniffer>();
  const nameOf = ({ user }: Sniffer) => users?.find(({ id }) => id === user)?.name ?? t('someone');
  const running = query.data?.filter(({ until }) => (until?.getTime() ?? 0) > serverNow()) ?? [];
  return (
    <>
      {running.map((one) => (
        <Notice key={one.entry} kind="warning" title={t('isObserved', { name: nameOf(one) })}>
          <p dir="auto">
            {t(one.id === undefined ? 'mayRun' : 'until', {
              by: one.by,
              time: one.until ? format.dateTime(one.until, { timeStyle: 'short' }) : '–',
            })}
          </p>
        </Notice>
      ))}
      <Panel title={t('title')} lead={t('lead')}>
        <PanelTable<Sniffer>
          query={query}
          texts={{ failed: t('failed'), empty: t('empty') }}
          label={t('title')}
          skeletons={1}
          columns={[
            {
              id: 'person',
              title: t('person'),
              cell: (one) =>
                one.id === undefined ? (
                  nameOf(one)
                ) : (
                  <CellButton
                    text={nameOf(one)}
                    label={t('open', { name: nameOf(one) })}
                    onClick={() => setAsking(one)}
                  />
                ),
            },
            { id: 'by', title: t('by'), cell: ({ by }) => by },
            { id: 'until', title: t('end'), cell: ({ until }) => <Moment at={until} /> },
          ]}
          rows={query.data}
          keyOf={({ entry }) => entry}
        />
        <div>
          <Button variant="default" onClick={() => setAsking('begin')}>
            {t('begin')}
          </Button>
        </div>
        {asking === 'begin' && <ObserveDialog onClose={() => setAsking(undefined)} />}
        {typeof asking === 'object' && asking.id !== undefined && (
          <SniffedDialog id={asking.id} name={nameOf(asking)} onClose={() => setAsking(undefined)} />
        )}
      </Panel>
    </>
  );
}
