import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { callAddress } from '#src/api/claritalk/meetings/calls.ts';
import { organisationsOptions } from '#src/api/claritalk/organisations.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CallTest } from './call-test.tsx';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(organisationsOptions());
  return null;
}

/** How a telephone system reports its calls, which become meetings. */
export function Component() {
  const t = useTranslations('threeCx');
  const all = useTranslations('integrations')('back');
  const { data, isError, error, refetch } = useQuery(organisationsOptions());
  const { data: self } = useQuery(currentUserQuery());
  const organisation = data?.[0];
  return (
    <>
      <BackLink to={paths.integrations()} label={all} />
      <PageHeader title={t('title')} lead={t('lead')} />
      {!data && isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && !organisation && <ErrorState error={undefined} title={t('noOrganisation')} />}
      {!data && !isError && <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />}
      {organisation && (
        <div className="ui-parts ui-narrow">
          <Address organisation={organisation.name} tenantUuid={organisation.uuid} />
          <Fields />
          {clientConfig().sandbox && self && <CallTest tenantUuid={organisation.uuid} self={self} />}
        </div>
      )}
    </>
  );
}

interface AddressProps {
  readonly organisation: string;
  readonly tenantUuid: string;
}

function Address({ organisation, tenantUuid }: AddressProps) {
  const t = useTranslations('threeCx.address');
  const address = callAddress(new URL(clientConfig().authorizeUrl).origin, tenantUuid);
  return (
    <Panel title={t('title')} lead={t('lead', { organisation })}>
      <div className="ui-row">
        <code dir="ltr">{`POST ${address}`}</code>
        <CopyButton text={address} label={t('copy')} />
      </div>
      <p className="ui-hint">{t('secret')}</p>
    </Panel>
  );
}

const fields = [
  'StartTime',
  'EndTime',
  'FromCallerNumber',
  'ToCallerNumber',
  'Email',
  'RecordingUrl',
] as const;

const examples: Readonly<Record<(typeof fields)[number], string>> = {
  StartTime: '2025-01-15T10:00:00.000Z',
  EndTime: '2025-01-15T10:30:00.000Z',
  FromCallerNumber: '+31612345678',
  ToCallerNumber: '+31687654321',
  Email: 'agent@company.com',
  RecordingUrl: 'https://3cx.example.com/recordings/abc123.wav',
};

function Fields() {
  const t = useTranslations('threeCx.fields');
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <Table
        label={t('title')}
        plain
        columns={[
          { id: 'name', title: t('name'), cell: (field) => <code dir="ltr">{field}</code> },
          { id: 'meaning', title: t('meaning'), cell: (field) => t(`meanings.${field}`) },
          {
            id: 'example',
            title: t('example'),
            from: 48,
            cell: (field) => <code dir="ltr">{examples[field]}</code>,
          },
        ]}
        rows={fields}
        keyOf={(field) => field}
      />
    </Panel>
  );
}
