import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { payloadOptions, processAgain, type WebhookDelivery } from '#src/api/webhooks.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { useErrorText } from '#src/ui/error-text.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import classes from './webhooks.module.css';

/** Everything that is known of a delivery, and a way to have it told again. */
export function DeliveryDetail({ delivery }: { readonly delivery: WebhookDelivery }) {
  const t = useTranslations('webhooks.detail');
  const format = useFormatter();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const content = useQuery(payloadOptions(delivery.id));
  const again = useMutation({ mutationFn: () => processAgain(queries, delivery.id) });
  const { result, sentAt, bytes, report, processedAt, processedBy } = delivery;
  const tellable = result !== 'unknown';
  return (
    <div className={classes.detail}>
      {result && result !== 'announced' && <p>{t(`why.${result}`)}</p>}
      <dl className={classes.facts}>
        <dt>{t('sent')}</dt>
        <dd>
          <Moment at={sentAt} />
        </dd>
        <dt>{t('size')}</dt>
        <dd>
          {bytes === undefined
            ? '–'
            : format.number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })}
          {report && `, ${t('withReport')}`}
        </dd>
        {processedAt && (
          <>
            <dt>{t('processed')}</dt>
            <dd>
              <Moment at={processedAt} /> {processedBy}
            </dd>
          </>
        )}
      </dl>
      {content.data?.outline && (
        <Notice kind="info">
          <p>{t('outline')}</p>
        </Notice>
      )}
      {content.isPending && <Skeleton height={120} radius="md" aria-hidden />}
      {content.isError && <ErrorState error={content.error} onRetry={() => void content.refetch()} />}
      {content.data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
        <pre className={classes.payload} tabIndex={0}>
          {content.data.payload === null ? t('unreadable') : JSON.stringify(content.data.payload, null, 2)}
        </pre>
      )}
      <div className={classes.actions}>
        {tellable && (
          <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
            {t('again')}
          </Button>
        )}
        <span role="status">{again.isSuccess && t('told')}</span>
      </div>
      {again.isError && (
        <p role="alert" className={classes.problem}>
          {errorText(again.error)}
        </p>
      )}
    </div>
  );
}
