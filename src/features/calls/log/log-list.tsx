import { IconPhone } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { LogPage } from '#src/api/gateway/call-log.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { pagingOf } from '#src/ui/list/paging.ts';

interface LogListProps {
  readonly query: UseQueryResult<LogPage<unknown>>;
  readonly failed: string;
  /** Shown where there is nothing. */
  readonly empty: string;
  readonly onGo: (page: number) => void;
  /** The table. */
  readonly children: Elements;
}

/** A log in whichever of its states, with its pages. */
export function LogList({ query, failed, empty, onGo, children }: LogListProps) {
  const t = useTranslations('calls');
  const { data, isPlaceholderData } = query;
  return (
    <>
      {data?.checking && (
        <p className="ui-hint" role="status">
          {t(data.everything ? 'reading' : 'checking')}
        </p>
      )}
      <ListResults
        query={query}
        count={data?.total}
        busy={isPlaceholderData}
        texts={{ failed }}
        empty={<EmptyState icon={IconPhone} text={empty} />}
      >
        <div data-stale={isPlaceholderData || undefined}>{children}</div>
        {data && (
          <Pager
            label={t('pages')}
            paging={pagingOf(
              Math.floor(data.offset / usualPageSize) + 1,
              usualPageSize,
              { total: data.total, full: false },
              data.rows.length,
            )}
            onGo={onGo}
          />
        )}
      </ListResults>
    </>
  );
}
