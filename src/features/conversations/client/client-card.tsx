import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { clientFieldsOptions, clientOptions } from '#src/api/chat2desk/clients.ts';
import type { Conversation, Named } from '#src/api/gateway/conversations.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { NotRead } from '../not-read.tsx';
import { shown } from './client-form.ts';

const loadChange = () => import('./client-dialog.tsx').then(({ ClientDialog }) => ClientDialog);
const loadBlock = () => import('./block-dialog.tsx').then(({ BlockDialog }) => BlockDialog);

interface ClientCardProps {
  readonly conversation: Conversation;
  readonly isAdmin: boolean;
}

/** What is known about the client of a conversation, and the ways to change it. */
export function ClientCard({ conversation, isAdmin }: ClientCardProps) {
  const t = useTranslations('conversations.client');
  const { client, channel } = conversation;
  const query = useQuery(clientOptions(client.id));
  const { data } = query;
  const { data: ownFields } = useQuery(clientFieldsOptions());
  const [isChanging, setChanging] = useState(false);
  const ClientDialog = useOnDemand(loadChange, isChanging);
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
            ...(ownFields ?? []).flatMap(({ id, name }) => {
              const value = shown(data.own[id]);
              return value === '' ? [] : [[name, value] as const];
            }),
            data.firstAt && [t('first'), <Moment key="first" at={data.firstAt} />],
          ]}
        />
      )}
      {!data && query.isError && <NotRead of={query} />}
      {!data && !query.isError && <Skeleton height={180} aria-hidden />}
      {data && ownFields && (
        <div>
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {t('change')}
          </Button>
        </div>
      )}
      {data && ownFields && isAdmin && <Blocking client={client} />}
      {data && ownFields && ClientDialog && isChanging && (
        <ClientDialog
          client={client}
          card={data}
          ownFields={ownFields}
          isAdmin={isAdmin}
          onClose={() => setChanging(false)}
        />
      )}
    </Panel>
  );
}

/** Both, always: Chat2Desk does not say whether a client is blocked, which the page says too. */
function Blocking({ client }: { readonly client: Named }) {
  const t = useTranslations('conversations');
  const [asked, setAsked] = useState<'block' | 'unblock'>();
  const [said, setSaid] = useState('');
  const BlockDialog = useOnDemand(loadBlock, asked !== undefined);
  return (
    <>
      <div className="ui-row ui-tight">
        {(['block', 'unblock'] as const).map((what) => (
          <Button
            key={what}
            size="xs"
            variant="default"
            {...(what === 'block' ? { color: 'red' } : {})}
            onClick={() => setAsked(what)}
          >
            {t(`${what}.action`)}
          </Button>
        ))}
      </div>
      <p className="ui-note" role="status" dir="auto">
        {said || t('block.notShown')}
      </p>
      {asked && BlockDialog && (
        <BlockDialog
          client={client}
          blocked={asked === 'block'}
          onDone={setSaid}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
