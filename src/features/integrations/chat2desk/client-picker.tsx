import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { clientOptions } from '#src/api/chat2desk/clients.ts';
import { inboxOptions, isDialog } from '#src/api/gateway/conversations.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';

interface ClientPickerProps {
  /** Id of the chosen client. */
  readonly value: number | undefined;
  readonly onChange: (client: number | undefined) => void;
}

const most = 8;

const everyone = {
  channel: undefined,
  tag: undefined,
  operator: undefined,
  unread: false,
  offset: 0,
  limit: most,
} as const;

/** Chooses a client by a part of the name, among those who have a conversation. */
export function ClientPicker({ value, onChange }: ClientPickerProps) {
  return value === undefined ? <Search onChange={onChange} /> : <Chosen value={value} onChange={onChange} />;
}

function Chosen({ value, onChange }: { readonly value: number } & Pick<ClientPickerProps, 'onChange'>) {
  const t = useTranslations('selfService.client');
  const query = useQuery(clientOptions(value));
  return (
    <div className="ui-row">
      <span>{t('chosen')}</span>
      <strong dir="auto">{query.data?.name ?? String(value)}</strong>
      <Button size="xs" variant="default" onClick={() => onChange(undefined)}>
        {t('other')}
      </Button>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
    </div>
  );
}

/** Whose clients these are. */
const system = 'chat2desk';

function Search({ onChange }: Pick<ClientPickerProps, 'onChange'>) {
  const t = useTranslations('selfService.client');
  const [text, setText] = useState('');
  const wanted = { ...everyone, text: text.trim() };
  const isTyped = wanted.text !== '';
  const open = useQuery({ ...inboxOptions({ ...wanted, system, view: 'all' }), enabled: isTyped });
  const closed = useQuery({ ...inboxOptions({ ...wanted, system, view: 'closed' }), enabled: isTyped });
  const failed = [open, closed].find(({ isError }) => isError);
  const found = [open, closed].flatMap(({ data }) => data?.conversations.filter(isDialog) ?? []);
  const clients = [...new Map(found.map(({ client }) => [client.id, client])).values()].slice(0, most);
  const isKnown = isTyped && open.isSuccess && closed.isSuccess;
  return (
    <div className="ui-stack">
      <SearchBox label={t('search')} value={text} onChange={setText} />
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      <p className="ui-hint" role="status">
        {!isTyped ? t('hint') : isKnown ? t('found', { count: clients.length }) : ''}
      </p>
      {isTyped && clients.length > 0 && (
        <ul className="ui-list ui-row" aria-label={t('clients')}>
          {clients.map(({ id, name }) => (
            <li key={id}>
              <Button size="xs" variant="default" dir="auto" onClick={() => onChange(id)}>
                {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
