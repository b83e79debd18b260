import '@mantine/core/styles/Input.layer.css';
import { Button, Skeleton, TextInput, VisuallyHidden } from '@mantine/core';
import { IconFolderOff, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/dossiers.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import { fold } from '#src/local-index/model/fold.ts';
import { useIndexQuery } from '#src/local-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import rows from '#src/ui/link-list.module.css';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useShortcuts } from '#src/ui/shortcuts.ts';
import classes from './dossiers-page.module.css';
import { IndexBar } from './index-bar.tsx';
import fieldClasses from './search-field.module.css';

/** All dossiers, with what the index on this device knows of their meetings. */
export function Component() {
  const t = useTranslations('dossiers');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const query = params.get('q') ?? '';
  const field = useRef<HTMLInputElement>(null);
  const dossiers = useQuery(dossiersOptions());
  const { data: user } = useQuery(currentUserQuery());
  const { data: known } = useIndexQuery(
    ['dossiers'],
    (index) => index.dossiers(),
    user !== undefined && indexStore.available,
  );
  const wanted = fold(query.trim());
  const shown = dossiers.data
    ?.filter(({ name, reference = '' }) => fold(`${name} ${reference}`).includes(wanted))
    .map((dossier) => ({ ...dossier, summary: known?.find(({ id }) => id === dossier.id) }))
    .sort(
      (one, other) =>
        (other.summary?.latest ?? 0) - (one.summary?.latest ?? 0) || one.name.localeCompare(other.name),
    );
  const search = (text: string) =>
    void navigate(paths.dossiers(text === '' ? '' : `?q=${encodeURIComponent(text)}`), { replace: true });
  useShortcuts(t('title'), [{ keys: ['/'], label: t('focus'), run: () => field.current?.select() }]);
  const count = shown ? t('count', { count: shown.length }) : '';
  return (
    <>
      <PageHeader title={t('title')} lead={count === '' ? '\u00a0' : count} />
      <VisuallyHidden role="status">{count}</VisuallyHidden>
      <IndexBar text={t('fromIndex')} />
      <TextInput
        ref={field}
        type="search"
        className={fieldClasses.field ?? ''}
        aria-label={t('search')}
        placeholder={t('search')}
        value={query}
        leftSection={<IconSearch size={18} aria-hidden />}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {dossiers.isError && <ErrorState error={dossiers.error} onRetry={() => void dossiers.refetch()} />}
      {!shown && !dossiers.isError && <Skeleton height={320} radius="lg" />}
      {shown?.length === 0 && (
        <EmptyState
          icon={IconFolderOff}
          text={t(query === '' ? 'none' : 'noMatch')}
          {...(query === '' ? {} : { action: <Button onClick={() => search('')}>{t('reset')}</Button> })}
        />
      )}
      {shown && shown.length > 0 && (
        <ul className={rows.list} aria-label={t('title')}>
          {shown.map(({ id, name, reference, summary }) => (
            <li key={id} className={`${rows.entry} ${classes.dossier}`}>
              <Link to={paths.dossier(id)} className={rows.link ?? ''}>
                {name}
              </Link>
              {reference && <span className={classes.reference}>{reference}</span>}
              <span className={classes.facts}>
                {known && <span>{t('meetings', { count: summary?.meetings ?? 0 })}</span>}
                {summary && summary.openTodos > 0 && (
                  <span>{t('openTodos', { count: summary.openTodos })}</span>
                )}
                {summary?.latest !== undefined && (
                  <span>
                    {t('latest')} <Moment at={new Date(summary.latest)} relative />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
