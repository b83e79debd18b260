import { IconAppWindow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  type AppCredential,
  credentialsOptions,
  pushServices,
} from '#src/api/courier/technical/app-credentials.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { CellLink } from '../../tab/cell-button.tsx';
import { matchesWords } from '../../tab/matches-words.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { CredentialDialog } from './credential-dialog.tsx';
import { useServiceName } from './use-service-name.ts';

/** The credentials of apps; archived ones where they are wanted. */
export function CredentialsList() {
  const t = useTranslations('courierApps');
  const serviceName = useServiceName();
  const query = useQuery(credentialsOptions());
  const address = useTabAddress();
  const [asking, setAsking] = useState<'create' | AppCredential>();
  const [search, service] = [address.read('q'), address.read('service')];
  const shown = address.read('archived');
  const found = query.data?.filter(
    (one) =>
      (service === '' || one.service === service) &&
      (shown === 'all' || one.archived === (shown === 'archived')) &&
      matchesWords(search, one.app, one.name, one.store),
  );
  const opened = query.data?.find(({ id }) => id === address.read('credential'));
  const columns: readonly Column<AppCredential>[] = [
    {
      id: 'app',
      title: t('app'),
      cell: ({ id, app }) => <CellLink to={address.opening('credential', id)} text={app} />,
    },
    { id: 'service', title: t('service'), cell: (one) => serviceName(one.service) },
    { id: 'name', title: t('name'), cell: ({ name }) => name },
    {
      id: 'state',
      title: t('state'),
      width: 10,
      cell: ({ archived, test }) => t(archived ? 'archived' : test ? 'test' : 'live'),
    },
    { id: 'changed', title: t('changed'), width: 14, cell: ({ changed }) => <Moment at={changed} /> },
  ];
  return (
    <>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconAppWindow}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'service',
            label: t('service'),
            any: t('anyService'),
            options: pushServices.map((value) => ({ value, label: serviceName(value) })),
          },
          {
            name: 'archived',
            label: t('archive'),
            any: t('notArchived'),
            options: [
              { value: 'archived', label: t('onlyArchived') },
              { value: 'all', label: t('allCredentials') },
            ],
          },
        ]}
        create={{ text: t('create'), onClick: () => setAsking('create') }}
      />
      {asking === 'create' && <CredentialDialog onClose={() => setAsking(undefined)} />}
      {opened && asking === undefined && (
        <CredentialDialog
          key={opened.id}
          credential={opened}
          onArchive={() => setAsking(opened)}
          onClose={() => address.close('credential')}
        />
      )}
      {typeof asking === 'object' && (
        <ArchiveDialog
          credential={asking}
          onDone={() => address.close('credential')}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
