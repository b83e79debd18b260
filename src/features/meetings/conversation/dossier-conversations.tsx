import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Nothing, Section } from '../shared/section.tsx';

interface DossierConversationsProps {
  readonly dossier: string;
  /** UUIDs of its meetings, the newest first. */
  readonly meetings: readonly string[];
}

/** Conversations with the clients of a dossier: with those linked to it, and with those who attended its meetings. */
export function DossierConversations({ dossier, meetings }: DossierConversationsProps) {
  const t = useTranslations('linking');
  const { data, isError, error, refetch } = useQuery(linkedClientsOptions({ dossier, meetings }));
  const count = data?.conversations.length;
  return (
    <Section id="conversations" title={t('dossier.title')} count={count ? String(count) : undefined}>
      {!data && isError && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {data?.checking && (
        <p className="ui-hint" role="status">
          {t('checking')}
        </p>
      )}
      {data && count === 0 && <Nothing>{t('dossier.none')}</Nothing>}
      <ul className="ui-list ui-stack ui-tight">
        {data?.conversations.map(({ id, client, last, waiting, channel }) => (
          <li key={id}>
            <Link to={paths.conversation(id)} dir="auto">
              {client.name}
            </Link>
            {last && (
              <p className="ui-hint ui-ellipsis" dir="auto">
                {last.text}
              </p>
            )}
            <div className="ui-meta">
              <Moment at={last?.at} relative />
              {channel && <span dir="auto">{channel.name}</span>}
              {waiting && <strong>{t('dossier.waiting')}</strong>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
