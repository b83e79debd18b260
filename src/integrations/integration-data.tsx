import '@mantine/core/styles/Input.layer.css';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { IconDatabaseOff, IconFilterOff, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { type Integration, type IntegrationRecord, integrationDataOptions } from '#src/api/integrations.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import classes from './integrations.module.css';
import { useTerm } from './use-term.ts';

/** What Claritalk keeps of a system since the last sync; the server looks for the term. */
export function IntegrationData({ integration }: { readonly integration: Integration }) {
  const t = useTranslations('integrations.data');
  const { typed, term, type } = useTerm();
  const { data, error, isError, isPlaceholderData, refetch } = useQuery({
    ...integrationDataOptions(integration.id, term),
    placeholderData: keepPreviousData,
    enabled: integration.connected !== false,
  });
  const nothing = error instanceof ApiError && error.kind === 'not-found';
  return (
    <section className={classes.panel} aria-labelledby="integration-data">
      <h2 id="integration-data">{t('title')}</h2>
      {integration.connected !== false && (
        <p className={classes.hint}>{t('lead', { name: integration.name })}</p>
      )}
      {integration.connected === false ? (
        <EmptyState icon={IconDatabaseOff} text={t('notConnected')} />
      ) : nothing ? (
        <EmptyState icon={IconDatabaseOff} text={t('none', { name: integration.name })} />
      ) : (
        <>
          <search className={classes.bar}>
            <TextInput
              type="search"
              className={classes.search ?? ''}
              aria-label={t('search')}
              placeholder={t('search')}
              value={typed}
              maxLength={255}
              leftSection={<IconSearch size={16} aria-hidden />}
              onChange={(event) => type(event.currentTarget.value)}
            />
            <span role="status" className={classes.hint}>
              {data && !isPlaceholderData && t('count', { count: data.length })}
            </span>
          </search>
          {isError ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : data?.length === 0 ? (
            <EmptyState
              icon={IconFilterOff}
              text={t('noMatch')}
              action={term !== '' && <Button onClick={() => type('')}>{t('reset')}</Button>}
            />
          ) : (
            <Records key={term} records={data} stale={isPlaceholderData} />
          )}
        </>
      )}
    </section>
  );
}

/** Rows shown at first and with each step. */
const portion = 25;
const skeletons = [...new Array(6).keys()];
const columns = ['name', 'description', 'vat', 'type'] as const;

interface RecordsProps {
  readonly records: readonly IntegrationRecord[] | undefined;
  /** They are those of the term before. */
  readonly stale: boolean;
}

function Records({ records, stale }: RecordsProps) {
  const t = useTranslations('integrations');
  const [shown, setShown] = useState(portion);
  return (
    <div className={classes.results} aria-busy={!records || stale}>
      <table className={classes.table} aria-label={t('data.title')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records?.slice(0, shown).map(({ key, title, description, vatNumber, type }) => (
            <tr key={key}>
              <th scope="row">
                {title}
                <span className={classes.below}>{[description, vatNumber].filter(Boolean).join(' · ')}</span>
              </th>
              <td data-column="description">{description ?? '–'}</td>
              <td data-column="vat">{vatNumber ?? '–'}</td>
              <td data-column="type">{type ?? '–'}</td>
            </tr>
          )) ??
            skeletons.map((row) => (
              <tr key={row} aria-hidden>
                {columns.map((column) => (
                  <td key={column} data-column={column === 'name' ? undefined : column}>
                    <Skeleton height={12} my={5} width="60%" radius="xl" />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      {records && records.length > shown && (
        <Button variant="default" size="sm" onClick={() => setShown(shown + portion)}>
          {t('more', { count: Math.min(portion, records.length - shown) })}
        </Button>
      )}
    </div>
  );
}
