import { IconMessageCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { consentsOptions } from '#src/api/courier/administration/consents.ts';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { Moment } from '#src/ui/moment.tsx';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { consentKinds, findConsents, kindOf, rowsOf } from './find-consents.ts';

/** Who agreed to get text messages, who refused, and who has opted out since. */
export function Consents({ organisation }: { readonly organisation: string }) {
  const t = useTranslations('courierSms');
  const consents = useQuery(consentsOptions(organisation));
  const users = useQuery(courierUsersOptions());
  const address = useTabAddress();
  const rows = consents.data && users.data && rowsOf(consents.data, users.data);
  const found = rows && findConsents(rows, address.read('q'), address.read('state'));
  const said = (kind: string) => {
    const known = consentKinds.find((one) => one === kind);
    return known ? t(`consents.${known}`) : kind;
  };
  return (
    <div className="ui-stack">
      <TabList
        say={(key) => t(key)}
        count={
          found
            ? t('count', {
                count: found.length,
                agreed: found.filter((row) => kindOf(row) === 'accepted').length,
              })
            : ''
        }
        icon={IconMessageCheck}
        query={users.isError && !users.data ? users : consents}
        rows={found}
        columns={[
          { id: 'name', title: t('columns.name'), cell: ({ name }) => name },
          { id: 'phone', title: t('columns.phone'), cell: ({ phone }) => phone },
          { id: 'state', title: t('columns.state'), cell: (row) => said(kindOf(row)) },
          { id: 'asked', title: t('columns.asked'), cell: ({ asked }) => <Moment at={asked} /> },
        ]}
        filters={[
          {
            name: 'state',
            label: t('columns.state'),
            any: t('anyState'),
            options: consentKinds.map((kind) => ({ value: kind, label: said(kind) })),
          },
        ]}
      />
      <p className="ui-note">{t('asking')}</p>
    </div>
  );
}
