import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { IconChevronDown, IconFilterOff, IconInbox, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { deliveryResults } from '#contract/push.ts';
import { webhookEvents } from '#contract/webhooks.ts';
import { type DeliveryFilter, deliveriesOptions, type Webhooks } from '#src/api/webhooks.ts';
import { paths } from '#src/app/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { readDeliveryFilter, writeDeliveryFilter } from './model/delivery-filter.ts';
import classes from './webhooks.module.css';

/** What Claritalk delivered to this gateway. */
export function Deliveries({ hook }: { readonly hook: Webhooks | undefined }) {
  const t = useTranslations('webhooks.deliveries');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filter = readDeliveryFilter(params);
  const query = useInfiniteQuery({ ...deliveriesOptions(filter), enabled: hook !== undefined });
  const go = (next: DeliveryFilter) =>
    void navigate(paths.webhooks(writeDeliveryFilter(next)), { preventScrollReset: true });
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries);
  const isFiltered = writeDeliveryFilter(filter) !== '';
  return (
    <div className={classes.deliveries}>
      <h2 className={classes.heading}>{t('title')}</h2>
      <p className={classes.lead}>
        {t('lead', { days: hook?.keptDays ?? 30, count: hook?.keptDeliveries ?? 5_000 })}
      </p>
      <search className={classes.bar} aria-label={t('filters')}>
        <NativeSelect
          label={t('event')}
          value={filter.event ?? ''}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onChange={({ currentTarget: { value } }) =>
            go({ ...filter, event: webhookEvents.find((known) => known === value) })
          }
          data={[{ value: '', label: t('anyEvent') }, ...webhookEvents]}
        />
        <NativeSelect
          label={t('result')}
          value={filter.result ?? ''}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onChange={({ currentTarget: { value } }) =>
            go({ ...filter, result: deliveryResults.find((known) => known === value) })
          }
          data={[
            { value: '', label: t('anyResult') },
            ...deliveryResults.map((value) => ({ value, label: t(`results.${value}`) })),
          ]}
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
        <Button
          variant="default"
          leftSection={<IconRefresh size={17} aria-hidden />}
          loading={query.isRefetching}
          onClick={() => void query.refetch()}
        >
          {t('refresh')}
        </Button>
      </search>
      {query.isError && !deliveries && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton height={240} radius="lg" aria-hidden />}
      {deliveries?.length === 0 && <EmptyState icon={IconInbox} text={t(isFiltered ? 'noMatch' : 'empty')} />}
      {deliveries && deliveries.length > 0 && (
        <>
          <DeliveryTable deliveries={deliveries} />
          {query.hasNextPage && (
            <div className={classes.actions}>
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('more')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
