import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { type Known, useAmountText } from '#src/services/search-index/known.ts';
import { type IndexFilter, noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery, useIndexStatus } from '#src/services/search-index/use-index.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';

/** The latest ones; the list of meetings has all. */
const shown = 10;

interface IndexedMeetingsProps {
  readonly filter: Pick<IndexFilter, 'owners'> | Pick<IndexFilter, 'teams'>;
  /** Query of the meetings list that shows all of them. */
  readonly query: string;
  readonly texts: {
    readonly lead: (count: number) => string;
    readonly none: string;
    readonly off: string;
  };
}

/** The latest meetings that pass a filter which only the index on this device can apply. */
export function IndexedMeetings({ filter, query: search, texts }: IndexedMeetingsProps) {
  const t = useTranslations('people.meetings');
  const untitled = useTranslations('meetings')('untitled');
  const { data: self } = useQuery(currentUserQuery());
  const amountText = useAmountText();
  const { activity } = useIndexStatus();
  const isOff = !indexStore.available || activity === 'off' || activity === 'failed';
  const found = useIndexQuery(
    ['people', filter],
    (index) =>
      index.search({ query: '', filter: { ...noFilter, ...filter }, order: 'desc', offset: 0, limit: shown }),
    self !== undefined && !isOff,
  );
  return (
    <Panel title={t('title')} busy={!isOff && found.isPending}>
      {isOff ? (
        <p className="ui-hint" dir="auto">
          {texts.off}
        </p>
      ) : (
        <>
          {found.isError && !found.data && (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          )}
          {found.isPending && <Skeleton height={96} radius="md" />}
          {found.data && (
            <p className="ui-hint" dir="auto">
              {found.known === 'all' && found.data.total === 0
                ? texts.none
                : amountText(found.known, found.data.total, texts.lead(found.data.total))}
            </p>
          )}
          <Growing known={found.known} />
          {found.data && found.data.hits.length > 0 && (
            <>
              <ul className="ui-list ui-lines">
                {found.data.hits.map(({ meeting: { id, name, createdAt } }) => (
                  <li key={id}>
                    <Link to={paths.meeting(id)} dir="auto">
                      {name ?? untitled}
                    </Link>
                    <span className="ui-hint">
                      <Moment at={createdAt === undefined ? undefined : new Date(createdAt)} />
                    </span>
                  </li>
                ))}
              </ul>
              <p>
                <Link to={paths.meetings(search)}>{t('all')}</Link>
              </p>
            </>
          )}
        </>
      )}
    </Panel>
  );
}

/** While the index is not complete, what it finds may not be all. */
function Growing({ known }: { readonly known: Known }) {
  const t = useTranslations('people.meetings');
  const { indexed, total } = useIndexStatus();
  if (known === 'all') return null;
  return <p className="ui-hint">{total === undefined ? t('notBegun') : t('growing', { indexed, total })}</p>;
}
