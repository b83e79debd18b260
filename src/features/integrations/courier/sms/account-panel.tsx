import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TextAccount } from '#src/api/courier/administration/text-accounts.ts';
import { type TextNumber, textNumbersOptions } from '#src/api/courier/administration/text-numbers.ts';
import { CellButton } from '../../tab/cell-button.tsx';
import { ListPanel } from '../../tab/list-panel.tsx';
import { AccountDialog } from './account-dialogs.tsx';
import { LogDialog } from './log-dialog.tsx';
import { NewNumberDialog, NumberDialog } from './number-dialogs.tsx';

type Asking =
  | { readonly what: 'account' | 'rent' | 'claim' }
  | { readonly what: 'number' | 'log'; readonly number: TextNumber };

/** An account, and its numbers. */
export function AccountPanel({ account }: { readonly account: TextAccount }) {
  const t = useTranslations('courierSms.numbers');
  const words = useTranslations('courierSms');
  const query = useQuery(textNumbersOptions(account.id));
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const ask = (what: 'account' | 'rent' | 'claim', text: string): ReactElement => (
    <Button variant="default" onClick={() => setAsking({ what })} dir="auto">
      {text}
    </Button>
  );
  const known = query.data?.map(({ id }) => id);
  return (
    <ListPanel<TextNumber>
      say={(key) =>
        key === 'title'
          ? t('title', { phone: account.phone || words('account.noNumber') })
          : key === 'lead'
            ? t(account.customNumber ? 'leadCustom' : 'lead')
            : t(key)
      }
      query={query}
      columns={[
        {
          id: 'phone',
          title: t('phone'),
          cell: (number) => (
            <CellButton
              text={number.phone || number.id}
              label={t('changeTitle', { phone: number.phone })}
              onClick={() => setAsking({ what: 'number', number })}
            />
          ),
        },
        { id: 'notes', title: t('notes'), cell: ({ notes }) => notes },
        {
          id: 'can',
          title: t('can'),
          cell: ({ can }) => can.map((one) => t(`capabilities.${one}`)).join(', '),
        },
        { id: 'forward', title: t('forward'), cell: ({ forward }) => forward },
        {
          id: 'log',
          title: t('logged'),
          cell: (number) => (
            <CellButton
              text={words(number.logged ? 'yes' : 'no')}
              label={t('log.title', { phone: number.phone })}
              onClick={() => setAsking({ what: 'log', number })}
            />
          ),
        },
      ]}
      keyOf={({ id }) => id}
      cards
    >
      <div className="ui-row ui-tight">
        {known && ask('rent', t('rent'))}
        {known && ask('claim', t('claim'))}
        {ask('account', words('account.change'))}
      </div>
      {asking?.what === 'account' && <AccountDialog account={account} onClose={close} />}
      {(asking?.what === 'rent' || asking?.what === 'claim') && known && (
        <NewNumberDialog account={account.id} way={asking.what} known={known} onClose={close} />
      )}
      {asking?.what === 'number' && <NumberDialog number={asking.number} onClose={close} />}
      {asking?.what === 'log' && <LogDialog number={asking.number} onClose={close} />}
    </ListPanel>
  );
}
