import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { linesOptions, type PhoneLine } from '#src/api/courier/administration/telephone.ts';
import { paths } from '#src/paths.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { CellLink } from '../../tab/cell-button.tsx';
import { matchesWords } from '../../tab/matches-words.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { OfOrganisation } from '../of-organisation.tsx';
import { LineDialog } from './line-dialog.tsx';
import { NewLineDialog } from './new-line-dialog.tsx';
import { QueueDialog } from './queue-dialog.tsx';

/** The company's telephone numbers: what callers hear, where they are put through, and who answers. */
export const Component = () => (
  <OfOrganisation>
    {(organisation) => <Lines key={organisation.id} organisation={organisation} />}
  </OfOrganisation>
);

function Lines({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierTelephone');
  const query = useQuery(linesOptions(organisation.id));
  const address = useTabAddress();
  const [creating, setCreating] = useState(false);
  const [search, recorded] = [address.read('q'), address.read('recorded')];
  const found = query.data?.filter(
    (line) =>
      (recorded === '' || line.recorded === (recorded === 'yes')) &&
      matchesWords(search, line.phone, line.forward, line.recordingMessage, line.waitMessage),
  );
  const opened = query.data?.find(({ id }) => id === address.read('number'));
  const queue = query.data?.find(({ id }) => id === address.read('queue'));
  const columns: readonly Column<PhoneLine>[] = [
    {
      id: 'phone',
      title: t('phone'),
      width: 12,
      cell: ({ id, phone }) => <CellLink to={address.opening('number', id)} text={phone || id} />,
    },
    { id: 'forward', title: t('forward'), width: 12, cell: ({ forward }) => forward || t('toAgents') },
    { id: 'recorded', title: t('recorded'), width: 9, cell: (line) => t(line.recorded ? 'yes' : 'no') },
    { id: 'wait', title: t('waitMessage'), cell: ({ waitMessage }) => waitMessage },
    {
      id: 'queue',
      title: t('columnAgents'),
      width: 10,
      cell: ({ id, phone }) => (
        <Link
          to={address.opening('queue', id)}
          preventScrollReset
          aria-label={t('queue.title', { phone })}
          dir="auto"
        >
          {t('agents')}
        </Link>
      ),
    },
  ];
  return (
    <>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconPhone}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'recorded',
            label: t('recorded'),
            any: t('recordedOrNot'),
            options: [
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ],
          },
        ]}
        create={{ text: t('create.title'), onClick: () => setCreating(true) }}
      />
      <div className="ui-row ui-tight ui-note">
        <span>{t('elsewhere')}</span>
        <Link to={paths.callsTab('waiting')}>{t('waiting')}</Link>
        <Link to={paths.callsTab('conferences')}>{t('conferences')}</Link>
      </div>
      {creating && <NewLineDialog organisation={organisation.id} onClose={() => setCreating(false)} />}
      {opened && <LineDialog key={opened.id} line={opened} onClose={() => address.close('number')} />}
      {queue && <QueueDialog key={queue.id} line={queue} onClose={() => address.close('queue')} />}
    </>
  );
}
