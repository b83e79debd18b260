import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { connectionsOptions } from '#src/api/gateway/connections.ts';
import { isStep, type SentEntry, type SentFilter, sentOptions } from '#src/api/gateway/sent.ts';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { SentDownload } from './sent-download.tsx';
import { readSentFilter, writeSentFilter } from './sent-filter.ts';
import { SentTable } from './sent-table.tsx';

/** What was sent to connected systems through this dashboard: one's own, for admins everyone's. */
export function Component() {
  const t = useTranslations('sent');
  const { data: self } = useQuery(currentUserQuery());
  const isAdmin = self?.role === 'admin';
  const { data: systems } = useQuery(connectionsOptions());
  const has = (system: string) => systems?.some(({ id, connected }) => id === system && connected) ?? false;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t(isAdmin ? 'leadAdmin' : 'lead')}
        actions={
          <>
            {isAdmin && has('courier') && <Link to={paths.broadcasts()}>{t('actions.broadcasts')}</Link>}
            {has('claap') && <Link to={paths.publications()}>{t('actions.publications')}</Link>}
          </>
        }
      />
      {self && <Sent self={self} isAdmin={isAdmin} />}
    </>
  );
}

interface SentProps {
  readonly self: CurrentUser;
  readonly isAdmin: boolean;
}

function Sent({ self, isAdmin }: SentProps) {
  const t = useTranslations('sent');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filter = readSentFilter(params);
  const { data: systems } = useQuery(connectionsOptions());
  const query = useInfiniteQuery(sentOptions(filter));
  const go = (next: SentFilter) => navigate(paths.sent(writeSentFilter(next)));
  const change = (part: SentFilter) => go({ ...readSentFilter(currentQuery()), ...part });
  const entries = query.data?.pages.flatMap((page) => page.entries).filter((entry) => !isStep(entry));
  const isFiltered = writeSentFilter(filter) !== '';
  useRowKeys();
  return (
    <>
      <FilterBar
        label={t('filters')}
        onReset={isFiltered && (() => go({}))}
        end={<SentDownload filter={filter} empty={entries?.length === 0} />}
      >
        <OptionalFilter
          label={t('system')}
          any={t('anySystem')}
          value={filter.system}
          options={(systems ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(system) => change({ system })}
        />
        <OptionalFilter
          label={t('state')}
          any={t('anyState')}
          value={filter.state}
          options={ledgerStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        {isAdmin && (
          <OptionalFilter
            label={t('person')}
            any={t('anyPerson')}
            value={filter.person}
            options={sendersOf(entries, self, filter.person)}
            onChange={(person) => change({ person })}
          />
        )}
      </FilterBar>
      <ListResults
        query={query}
        count={entries?.length}
        texts={{ failed: t('failed'), notAllowed: t('notAllowed') }}
        empty={
          isFiltered ? (
            <NoMatch text={t('noMatch')} by="filters" onReset={() => go({})} />
          ) : (
            <EmptyState
              icon={IconSend}
              text={t('empty')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          )
        }
      >
        <SentTable entries={entries} older={query} />
      </ListResults>
    </>
  );
}

/** Returns people to filter by: oneself, those who appear in the shown entries, and the one that is chosen. */
function sendersOf(entries: readonly SentEntry[] = [], self: CurrentUser, chosen: string | undefined) {
  const names = new Map([[self.uuid, self.name]]);
  for (const { person } of entries) names.set(person.uuid, person.name);
  if (chosen !== undefined && !names.has(chosen)) names.set(chosen, chosen);
  return [...names].map(([value, label]) => ({ value, label }));
}
