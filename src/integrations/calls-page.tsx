import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { callAddress } from '#src/api/calls.ts';
import { organisationsOptions } from '#src/api/organisations.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { BackLink } from './back-link.tsx';
import { CallTest } from './call-test.tsx';
import classes from './integrations.module.css';

/** Begins to load; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(organisationsOptions());
  return null;
}

/** How a telephone system reports its calls, which become meetings. */
export function Component() {
  const t = useTranslations('calls');
  const { data, isError, error, refetch } = useQuery(organisationsOptions());
  const { data: self } = useQuery(currentUserQuery());
  const organisation = data?.[0];
  return (
    <>
      <BackLink />
      <PageHeader title={t('title')} lead={t('lead')} />
      {!data && isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && !organisation && <ErrorState error={undefined} title={t('noOrganisation')} />}
      {!data && !isError && <Skeleton height={280} radius="lg" maw="60rem" aria-hidden />}
      {organisation && (
        <div className={classes.page}>
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
  const t = useTranslations('calls.address');
  const address = callAddress(new URL(clientConfig().authorizeUrl).origin, tenantUuid);
  return (
    <section className={classes.panel} aria-labelledby="calls-address">
      <h2 id="calls-address">{t('title')}</h2>
      <p className={classes.hint}>{t('lead', { organisation })}</p>
      <div className={classes.address}>
        <code>POST {address}</code>
        <CopyButton text={address} label={t('copy')} />
      </div>
      <p className={classes.hint}>{t('secret')}</p>
    </section>
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
  const t = useTranslations('calls.fields');
  return (
    <section className={classes.panel} aria-labelledby="calls-fields">
      <h2 id="calls-fields">{t('title')}</h2>
      <p className={classes.hint}>{t('lead')}</p>
      <table className={classes.table} aria-labelledby="calls-fields">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('meaning')}</th>
            <th scope="col" data-column="description">
              {t('example')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">
                <code>{field}</code>
              </th>
              <td>{t(`meanings.${field}`)}</td>
              <td data-column="description">
                <code>{examples[field]}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
