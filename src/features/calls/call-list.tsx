import { IconPhone } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { CallsPage } from '#src/api/gateway/calls/calls.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { useNotConnected } from '#src/services/problems/not-connected.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { OffsetPager } from '#src/ui/list/offset-pager.tsx';

interface CallListProps {
  readonly query: {
    readonly data: CallsPage<unknown> | undefined;
    readonly isPlaceholderData: boolean;
    readonly isError: boolean;
    readonly error: unknown;
    readonly dataUpdatedAt: number;
    readonly refetch: () => unknown;
  };
  readonly failed: string;
  /** Shown where there is nothing. */
  readonly empty: Elements;
  readonly onGo: (page: number) => void;
  /** The table. */
  readonly children: Elements;
}

/** A list of calls in whichever of its states, with its pages. Until all is known, nothing is said to be empty. */
export function CallList({ query, failed, empty, onGo, children }: CallListProps) {
  const t = useTranslations('calls');
  const { data, isPlaceholderData } = query;
  const notConnected = useNotConnected(query, IconPhone);
  return (
    <div className="ui-stack">
      {data?.checking && (
        <p className="ui-hint" role="status">
          {t(data.everything ? 'reading' : 'checking')}
        </p>
      )}
      <ListResults
        query={query}
        count={notConnected ? 0 : data?.checking && data.total === 0 ? undefined : data?.total}
        busy={isPlaceholderData}
        texts={{ failed }}
        empty={notConnected ?? empty}
      >
        <div data-stale={isPlaceholderData || undefined}>{children}</div>
        {data && (
          <OffsetPager
            label={t('pages')}
            offset={data.offset}
            total={data.total}
            count={data.rows.length}
            onGo={onGo}
          />
        )}
      </ListResults>
    </div>
  );
}
