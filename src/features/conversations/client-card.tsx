import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { clientFieldsOptions, clientOptions } from '#src/api/chat2desk/clients.ts';
import type { Conversation } from '#src/api/gateway/conversations.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';

/** What is known about the client of a conversation. */
export function ClientCard({ conversation }: { readonly conversation: Conversation }) {
  const t = useTranslations('conversations.client');
  const { client, channel } = conversation;
  const query = useQuery(clientOptions(client.id));
  const { data } = query;
  const { data: ownFields = [] } = useQuery(clientFieldsOptions());
  return (
    <Panel title={t('title')}>
      {data && (
        <Facts
          stacked
          of={[
            [t('name'), data.name ?? client.name],
            channel && [t('channel'), channel.name],
            data.address !== undefined && [t('address'), data.address],
            data.phone !== undefined && data.phone !== data.address && [t('phone'), data.phone],
            data.comment !== undefined && [t('comment'), data.comment],
            data.relation !== undefined && [t('relation'), data.relation],
            ...ownFields.flatMap(({ id, name }) => {
              const value = shown(data.own[id]);
              return value === '' ? [] : [[name, value] as const];
            }),
            data.firstAt && [t('first'), <Moment key="first" at={data.firstAt} />],
          ]}
        />
      )}
      {!data && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!data && !query.isError && <Skeleton height={180} aria-hidden />}
    </Panel>
  );
}

/** A value as text; what has no text is not shown. */
const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
