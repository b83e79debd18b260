import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { conversationSystemNames } from '#contract/gateway/conversation-id.ts';
import { inboxViews } from '#contract/gateway/conversations.ts';
import { changeConversation } from '#src/api/chat2desk/dialogs.ts';
import { type Inbox, inboxOptions, type Named } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { useCheckMs } from '#src/services/live/live-state.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { useNotConnected } from '#src/services/problems/not-connected.tsx';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OffsetPager } from '#src/ui/list/offset-pager.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { stepRow } from '#src/ui/list/row-keys.ts';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { type InboxSearch, nobody, ofCourier } from './inbox-search.ts';
import { InboxTable } from './inbox-table.tsx';
import { MissingSystems } from './missing-systems.tsx';
import { useChangeTexts } from './use-change-texts.ts';
import { useInboxKeys } from './use-inbox-keys.ts';
import { useInboxSearch } from './use-inbox-search.ts';

/** From the search to the first row. */
const enterRows = () => stepRow(1) !== undefined;

/** The inbox: conversations with clients that the reader may see; who waits comes first. */
export function Component() {
  const t = useTranslations('conversations');
  const state = useInboxSearch();
  const { search, isFiltered } = state;
  const query = useQuery(
    inboxOptions(
      { ...search, offset: (search.page - 1) * usualPageSize, limit: usualPageSize },
      useCheckMs(),
    ),
  );
  const { data, isPlaceholderData } = query;
  const notConnected = useNotConnected(query, IconMessages);
  const changing = useWriteInTurn(changeConversation);
  const changeTexts = useChangeTexts();
  useInboxKeys(data, changing);
  const count = data && !isPlaceholderData ? t('count', { count: data.total, waiting: data.waiting }) : '';
  return (
    <>
      <ListHeader title={t('title')} count={count} />
      <Filters search={search} inbox={data} state={state} isFiltered={isFiltered} />
      <WriteResult of={changing} texts={changeTexts} />
      <div className="ui-stack">
        <MissingSystems missing={data?.missing ?? []} onRetry={() => void query.refetch()} />
        {data?.checking && (
          <p className="ui-hint" role="status">
            {t('checking')}
          </p>
        )}
        <ListResults
          query={query}
          count={notConnected ? 0 : data?.total}
          busy={isPlaceholderData}
          texts={{ failed: t('failed') }}
          empty={
            notConnected ??
            (isFiltered ? (
              <NoMatch text={t('noMatch')} by="filters" onReset={state.reset} />
            ) : (
              <EmptyState
                icon={IconMessages}
                text={t(data?.everything ? 'empty' : 'emptyOwn')}
                action={<NextPage to={paths.meetings()} page="meetings" />}
              />
            ))
          }
        >
          <div data-stale={isPlaceholderData || undefined}>
            <InboxTable conversations={data?.conversations} />
          </div>
          {data && (
            <OffsetPager
              label={t('pages')}
              offset={data.offset}
              total={data.total}
              count={data.conversations.length}
              onGo={(page) => state.go({ page })}
            />
          )}
        </ListResults>
      </div>
    </>
  );
}

interface FiltersProps {
  readonly search: InboxSearch;
  readonly inbox: Inbox | undefined;
  readonly state: ReturnType<typeof useInboxSearch>;
  readonly isFiltered: boolean;
}

function Filters({ search, inbox, state, isFiltered }: FiltersProps) {
  const t = useTranslations('conversations');
  // Someone who is not an operator has none of their own.
  const views = inboxViews.filter((view) => view !== 'mine' || search.view === view || inbox?.own);
  const hasDesk = inbox?.systems.includes('chat2desk') ?? true;
  const hasCourier = search.channel === ofCourier || inbox?.systems.includes('courier') === true;
  const options = (all: readonly Named[] = [], chosen: string | undefined) => {
    const known = all.map(({ id, name }) => ({ value: String(id), label: name }));
    const isKnown = chosen === undefined || chosen === nobody || known.some(({ value }) => value === chosen);
    return isKnown ? known : [{ value: chosen, label: chosen }, ...known];
  };
  return (
    <FilterBar label={t('search')} onReset={isFiltered && state.reset}>
      <SearchBox label={t('search')} value={state.text} keys={{ Enter: enterRows }} onChange={state.type} />
      <SelectFilter
        label={t('views.label')}
        value={search.view}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={(view) => state.go({ view })}
      />
      <OptionalFilter
        label={t('channel.label')}
        any={t('channel.all')}
        value={search.channel}
        options={[
          ...options(inbox?.channels, search.channel === ofCourier ? undefined : search.channel),
          ...(hasCourier ? [{ value: ofCourier, label: conversationSystemNames.courier }] : []),
        ]}
        onChange={(channel) => state.go({ channel })}
      />
      {hasDesk && (
        <OptionalFilter
          label={t('tag.label')}
          any={t('tag.all')}
          value={search.tag}
          options={options(inbox?.tags, search.tag)}
          onChange={(tag) => state.go({ tag })}
        />
      )}
      {hasDesk && (
        <OptionalFilter
          label={t('operator.label')}
          any={t('operator.all')}
          value={search.operator}
          options={[
            { value: nobody, label: t('operator.nobody') },
            ...options(inbox?.operators, search.operator),
          ]}
          onChange={(operator) => state.go({ operator })}
        />
      )}
      <OptionalFilter
        label={t('readState.label')}
        any={t('readState.all')}
        value={search.unread ? 'unread' : undefined}
        options={[{ value: 'unread', label: t('readState.unread') }]}
        onChange={(chosen) => state.go({ unread: chosen !== undefined })}
      />
    </FilterBar>
  );
}
