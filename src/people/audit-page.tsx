import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { IconChevronDown, IconFilterOff, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { type AuditEntry, type AuditFilter, auditOptions } from '#src/api/audit.ts';
import { type CurrentUser, currentUserQuery, type User, usersOptions } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useRefusals } from '#src/ui/use-refusals.ts';
import { WhyButton } from '#src/ui/why-not.tsx';
import { AuditDownload } from './audit-download.tsx';
import { AuditTable } from './audit-table.tsx';
import { BackLink } from './back-link.tsx';
import { auditActions, auditOutcomes, readAuditFilter, writeAuditFilter } from './model/audit-filter.ts';
import classes from './people.module.css';

/** What admins did through this dashboard; for admins. */
export function Component() {
  const t = useTranslations('people.audit');
  const { data: self } = useQuery(currentUserQuery());
  return (
    <>
      <BackLink />
      <PageHeader title={t('title')} lead={t('lead')} />
      {self && <Log self={self} />}
    </>
  );
}

function Log({ self }: { readonly self: CurrentUser }) {
  const t = useTranslations('people.audit');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filter = readAuditFilter(params);
  const refusal = useRefusals().admin(self);
  const { data: users } = useQuery(usersOptions());
  const query = useInfiniteQuery({ ...auditOptions(filter), enabled: refusal === undefined });
  const go = (next: AuditFilter) => void navigate(paths.audit(writeAuditFilter(next)));
  const entries = query.data?.pages.flatMap((page) => page.entries);
  const isFiltered = writeAuditFilter(filter) !== '';
  if (refusal) {
    return <EmptyState icon={IconHistory} text={refusal.rule} action={<WhyButton refusal={refusal} />} />;
  }
  return (
    <>
      <search className={classes.bar} aria-label={t('filters')}>
        <Filter
          label={t('action')}
          any={t('anyAction')}
          value={filter.action}
          options={auditActions.map((value) => ({ value, label: t(`actions.${value}`) }))}
          onChange={(value) => go({ ...filter, action: auditActions.find((known) => known === value) })}
        />
        <Filter
          label={t('outcome')}
          any={t('anyOutcome')}
          value={filter.outcome}
          options={auditOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(value) => go({ ...filter, outcome: auditOutcomes.find((known) => known === value) })}
        />
        <Filter
          label={t('actor')}
          any={t('anyActor')}
          value={filter.actor}
          options={actorsOf(users, entries, filter.actor)}
          onChange={(actor) => go({ ...filter, actor })}
        />
        {isFiltered && (
          <Button
            variant="subtle"
            leftSection={<IconFilterOff size={17} aria-hidden />}
            onClick={() => go({})}
          >
            {t('reset')}
          </Button>
        )}
        <AuditDownload filter={filter} users={users} empty={entries?.length === 0} />
      </search>
      {query.isError && !entries && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={320} radius="lg" aria-hidden />}
      {entries?.length === 0 && <EmptyState icon={IconHistory} text={t(isFiltered ? 'noMatch' : 'empty')} />}
      {entries && entries.length > 0 && (
        <div className={classes.results}>
          <AuditTable entries={entries} users={users} />
          <div className={classes.actions}>
            {query.hasNextPage ? (
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('more')}
              </Button>
            ) : (
              <span className={classes.dimmed}>{t('end')}</span>
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** More choices than this are no list any more: then whoever stands in what is shown. */
const mostActors = 200;

function actorsOf(
  users: readonly User[] = [],
  entries: readonly AuditEntry[] = [],
  chosen: string | undefined,
): readonly Choice[] {
  if (users.length <= mostActors) return users.map(({ uuid, name }) => ({ value: uuid, label: name }));
  const names = new Map(entries.flatMap(({ actor }) => (actor ? [[actor.uuid, actor.name] as const] : [])));
  if (chosen !== undefined && !names.has(chosen)) {
    names.set(chosen, users.find(({ uuid }) => uuid === chosen)?.name ?? chosen);
  }
  return [...names].map(([value, label]) => ({ value, label }));
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FilterProps {
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly Choice[];
  readonly onChange: (value: string | undefined) => void;
}

function Filter({ label, any, value = '', options, onChange }: FilterProps) {
  return (
    <NativeSelect
      label={label}
      value={value}
      rightSection={<IconChevronDown size={16} aria-hidden />}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
      data={[{ value: '', label: any }, ...options]}
    />
  );
}
