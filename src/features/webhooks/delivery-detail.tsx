import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { payloadOptions, processAgainOptions, type WebhookDelivery } from '#src/api/gateway/webhooks.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Raw } from '#src/ui/raw.tsx';

/** Everything that is known about a delivery, and a way to redeliver it. */
export function DeliveryDetail({ delivery }: { readonly delivery: WebhookDelivery }) {
  const t = useTranslations('webhooks.detail');
  const format = useFormatter();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const content = useQuery(payloadOptions(delivery.id));
  const again = useMutation(processAgainOptions(queryClient, delivery.id));
  const { result, sentAt, bytes, report, processedAt, processedBy } = delivery;
  const size =
    bytes === undefined ? '–' : format.number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
  const tellable = result !== 'unknown';
  return (
    <div className="ui-stack">
      {result && result !== 'announced' && <p>{t(`why.${result}`)}</p>}
      <Facts
        of={[
          [t('sent'), <Moment key="sent" at={sentAt} />],
          [t('size'), report ? `${size}, ${t('withReport')}` : size],
          processedAt && [t('processed'), <Processed key="processed" at={processedAt} by={processedBy} />],
        ]}
      />
      {content.data?.outline && (
        <Notice kind="info">
          <p>{t('outline')}</p>
        </Notice>
      )}
      {content.isPending && <Skeleton height={120} radius="md" aria-hidden />}
      {content.isError && <ErrorState error={content.error} onRetry={() => void content.refetch()} />}
      {content.data && (
        <Raw text={content.data.payload === null ? t('unreadable') : jsonText(content.data.payload, 2)} />
      )}
      <div className="ui-row">
        {tellable && (
          <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
            {t('again')}
          </Button>
        )}
        <span role="status">{again.isSuccess && t('told')}</span>
      </div>
      {again.isError && (
        <p role="alert" className="ui-problem">
          {errorText(again.error)}
        </p>
      )}
    </div>
  );
}

function Processed({ at, by }: { readonly at: Date; readonly by: string | undefined }) {
  return (
    <>
      <Moment at={at} />
      <span dir="auto">{by}</span>
    </>
  );
}
