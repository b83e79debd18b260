import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import {
  type LinkedClient,
  type LinkedClients,
  linkedClientsOptions,
} from '#src/api/gateway/linked-clients.ts';
import { MessagesSince } from '#src/services/conversations/messages-since.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Nothing, Section } from '../shared/section.tsx';

/** What the meeting's clients and the company have written to each other since. */
export function ConversationSection({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('linking');
  const { data: user } = useQuery(currentUserQuery());
  const { data, isError, error, refetch } = useQuery(linkedClientsOptions({ meetings: [meeting.id] }));
  return (
    <Section id="conversation" title={t('title')}>
      {!data && isError && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton height={120} aria-hidden />}
      {data?.checking && (
        <p className="ui-hint" role="status">
          {t('checking')}
        </p>
      )}
      {data?.clients.length === 0 && <Nothing>{t(user?.role === 'admin' ? 'emptyAdmin' : 'empty')}</Nothing>}
      <div className="ui-parts">
        {data?.clients.map((client) => (
          <Client key={client.id} client={client} linked={data} since={meeting.createdAt} />
        ))}
      </div>
    </Section>
  );
}

interface ClientProps {
  readonly client: LinkedClient;
  readonly linked: LinkedClients;
  readonly since: Date | undefined;
}

function Client({ client, linked, since }: ClientProps) {
  const t = useTranslations('linking');
  const own = linked.conversations.filter((one) => one.client.id === client.id);
  return (
    <div className="ui-stack">
      <div className="ui-ends">
        <h3 className="ui-theme" dir="auto">
          {client.name}
        </h3>
        <span className="ui-note" dir="auto">
          {client.ways.map((way) => t(`ways.${way}`, { name: client.by ?? '' })).join(' · ')}
        </span>
      </div>
      {own.length === 0 && <p className="ui-hint">{t('noConversation', { name: client.name })}</p>}
      {own.map((conversation) => (
        <MessagesSince key={conversation.id} conversation={conversation} since={since} />
      ))}
    </div>
  );
}
