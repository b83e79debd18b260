import { Button } from '@mantine/core';
import { IconInbox, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { webhookEvents } from '#contract/claritalk/webhooks.ts';
import { deliveryResults } from '#contract/gateway/push.ts';
import { type DeliveryFilter, deliveriesOptions, type Webhooks } from '#src/api/gateway/webhooks.ts';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { readDeliveryFilter, writeDeliveryFilter } from './model/delivery-filter.ts';

/** What Claritalk delivered to this gateway. */
export function Deliveries({ hook }: { readonly hook: Webhooks | undefined }) {
  const t = useTranslations('webhooks.deliveries');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filter = readDeliveryFilter(params);
  const query = useInfiniteQuery({ ...deliveriesOptions(filter), enabled: hook !== undefined });
  const go = (next: DeliveryFilter) =>
    navigate(paths.webhooks(writeDeliveryFilter(next)), { preventScrollReset: true });
  const change = (part: DeliveryFilter) => go({ ...readDeliveryFilter(currentQuery()), ...part });
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries);
  const heading = useId();
  const isFiltered = writeDeliveryFilter(filter) !== '';
  useRowKeys();
  return (
    <section className="ui-stack" aria-labelledby={heading}>
      <h2 id={heading}>{t('title')}</h2>
      <p className="ui-hint">
        {t('lead', { days: hook?.keptDays ?? 30, count: hook?.keptDeliveries ?? 5_000 })}
      </p>
      <FilterBar
        label={t('filters')}
        onReset={isFiltered && (() => go({}))}
        end={
          <Button
            variant="default"
            leftSection={<IconRefresh size={17} aria-hidden />}
            loading={query.isRefetching}
            onClick={() => void query.refetch()}
          >
            {t('refresh')}
          </Button>
        }
      >
        <OptionalFilter
          label={t('event')}
          any={t('anyEvent')}
          value={filter.event}
          options={webhookEvents.map((value) => ({ value, label: value }))}
          onChange={(event) => change({ event })}
        />
        <OptionalFilter
          label={t('result')}
          any={t('anyResult')}
          value={filter.result}
          options={deliveryResults.map((value) => ({ value, label: t(`results.${value}`) }))}
          onChange={(result) => change({ result })}
        />
      </FilterBar>
      <ListResults
        query={query}
        count={deliveries?.length}
        empty={
          isFiltered ? (
            <NoMatch text={t('noMatch')} by="filters" onReset={() => go({})} />
          ) : (
            <EmptyState icon={IconInbox} text={t('empty')} action={null} />
          )
        }
      >
        <DeliveryTable deliveries={deliveries} older={query} />
      </ListResults>
    </section>
  );
}
