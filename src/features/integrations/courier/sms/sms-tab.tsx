import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { textAccountsOptions } from '#src/api/courier/administration/text-accounts.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { OfOrganisation } from '../of-organisation.tsx';
import { NewAccountDialog } from './account-dialogs.tsx';
import { AccountPanel } from './account-panel.tsx';
import { Consents } from './consents.tsx';
import { LookupPanel } from './lookup-panel.tsx';
import { UserNumbersPanel } from './user-numbers-panel.tsx';

/** Text messages: who agreed to them, what they come from, and who pays. */
export const Component = () => (
  <OfOrganisation>
    {(organisation) => <Texts key={organisation.id} organisation={organisation} />}
  </OfOrganisation>
);

function Texts({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierSms');
  const { data: accounts, isError, error, refetch } = useQuery(textAccountsOptions(organisation.id));
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Consents organisation={organisation.id} />
      {!accounts && isError && (
        <ErrorState title={t('account.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!accounts && !isError && <Skeleton height={280} radius="lg" aria-hidden />}
      {accounts?.map((account) => (
        <AccountPanel key={account.id} account={account} />
      ))}
      {accounts && (
        <div className="ui-row">
          {accounts.length === 0 && <p className="ui-hint">{t('account.none')}</p>}
          <Button variant="default" onClick={() => setCreating(true)}>
            {t('account.create')}
          </Button>
        </div>
      )}
      {accounts && accounts.length > 0 && (
        <UserNumbersPanel organisation={organisation.id} accounts={accounts.map(({ id }) => id)} />
      )}
      <LookupPanel />
      {creating && accounts && (
        <NewAccountDialog
          organisation={organisation.id}
          known={accounts.map(({ id }) => id)}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
