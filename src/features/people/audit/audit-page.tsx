import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { auditActions } from '#contract/gateway/admin.ts';
import { type CurrentUser, currentUserQuery, type User, usersOptions } from '#src/api/claritalk/users.ts';
import { type AuditEntry, type AuditFilter, auditOptions } from '#src/api/gateway/audit.ts';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { paths } from '#src/paths.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import { AuditDownload } from './audit-download.tsx';
import { auditOutcomes, readAuditFilter, writeAuditFilter } from './audit-filter.ts';
import { AuditTable } from './audit-table.tsx';

/** What admins did through this dashboard; for admins. */
export function Component() {
  const t = useTranslations('people.audit');
  const people = useTranslations('people')('back');
  const { data: self } = useQuery(currentUserQuery());
  return (
    <>
      <BackLink to={paths.people()} label={people} />
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
  const refusal = useRefusals().auditLog(self);
  const { data: users } = useQuery(usersOptions());
  const query = useInfiniteQuery({ ...auditOptions(filter), enabled: refusal === undefined });
  const go = (next: AuditFilter) => navigate(paths.audit(writeAuditFilter(next)));
  const change = (part: AuditFilter) => go({ ...readAuditFilter(currentQuery()), ...part });
  const entries = query.data?.pages.flatMap((page) => page.entries);
  const isFiltered = writeAuditFilter(filter) !== '';
  useRowKeys();
  if (refusal) {
    return <EmptyState icon={IconHistory} text={refusal.rule} action={<WhyButton refusal={refusal} />} />;
  }
  return (
    <>
      <FilterBar
        label={t('filters')}
        onReset={isFiltered && (() => go({}))}
        end={<AuditDownload filter={filter} users={users} empty={entries?.length === 0} />}
      >
        <OptionalFilter
          label={t('action')}
          any={t('anyAction')}
          value={filter.action}
          options={auditActions.map((value) => ({ value, label: t(`actions.${value}`) }))}
          onChange={(action) => change({ action })}
        />
        <OptionalFilter
          label={t('outcome')}
          any={t('anyOutcome')}
          value={filter.outcome}
          options={auditOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(outcome) => change({ outcome })}
        />
        <OptionalFilter
          label={t('actor')}
          any={t('anyActor')}
          value={filter.actor}
          options={actorsOf(users, entries, filter.actor)}
          onChange={(actor) => change({ actor })}
        />
      </FilterBar>
      <ListResults
        query={query}
        count={entries?.length}
        empty={
          isFiltered ? (
            <NoMatch text={t('noMatch')} by="filters" onReset={() => go({})} />
          ) : (
            <EmptyState
              icon={IconHistory}
              text={t('empty')}
              action={<NextPage to={paths.people()} page="people" />}
            />
          )
        }
      >
        <AuditTable entries={entries} users={users} older={query} />
      </ListResults>
    </>
  );
}

/** With more choices than this, only people who appear in the shown entries are offered. */
const maxActors = 200;

function actorsOf(
  users: readonly User[] = [],
  entries: readonly AuditEntry[] = [],
  chosen: string | undefined,
): readonly Choice[] {
  if (users.length <= maxActors) return users.map(({ uuid, name }) => ({ value: uuid, label: name }));
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
