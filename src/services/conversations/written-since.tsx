import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { type Messages, messagesOptions } from '#src/api/chat2desk/messages.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import type { Conversation } from '#src/api/gateway/conversations.ts';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { paths } from '#src/paths.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { Panel } from '#src/ui/panel.tsx';
import { isSince } from './messages-since.tsx';

/** Whom a meeting is prepared for. */
export interface WrittenSinceProps {
  /** Id of the chosen dossier; empty for none. */
  readonly dossier: string;
  /** Names of the attendees. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  /** Ids in the CRM. */
  readonly relations: readonly string[];
}

/** Conversations whose messages are read. */
const mostRead = 3;

/** What the clients have written since the last meeting with them, for whoever prepares the next one. */
export function WrittenSince({ dossier, names, emails, relations }: WrittenSinceProps) {
  const { data: user } = useQuery(currentUserQuery());
  // Whoever prepares a meeting was at most of those before it.
  const attendees = names.filter((name) => name !== user?.name);
  const filter = { ...noFilter, ...(dossier === '' ? { attendees } : { dossiers: [dossier] }) };
  const request = { query: '', filter, order: 'desc', offset: 0, limit: 1 } as const;
  const { data: found, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    indexStore.available && user !== undefined && (dossier !== '' || attendees.length > 0),
  );
  const last = known === 'nothing' ? undefined : found?.hits[0]?.meeting;
  const since = last?.createdAt;
  const { data: linked } = useQuery({
    ...linkedClientsOptions({
      meetings: last && dossier !== '' ? [last.id] : [],
      dossier: dossier || undefined,
      emails,
      relations,
    }),
    enabled: since !== undefined,
  });
  if (since === undefined || !linked) return null;
  const newer = linked.conversations.filter(({ last: message }) => isSince(message?.at, since));
  return newer.length === 0 ? null : <Written since={since} conversations={newer.slice(0, mostRead)} />;
}

interface WrittenProps {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly conversations: readonly Conversation[];
}

function Written({ since, conversations }: WrittenProps) {
  const t = useTranslations('linking.prepare');
  const format = useFormatter();
  const queryClient = useQueryClient();
  const read = useQueries({
    queries: conversations.map(({ dialog }) => messagesOptions(queryClient, dialog)),
  });
  const rows = conversations.flatMap((conversation, at) => {
    const last = writtenSince(read[at]?.data, since).at(-1);
    return last ? [{ conversation, last }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <Panel title={t('title')} lead={t('since', { date: format.dateTime(since, { dateStyle: 'medium' }) })}>
      <ul className="ui-list ui-stack ui-tight">
        {rows.map(({ conversation: { id, client }, last }) => (
          <li key={id}>
            <Link to={paths.conversation(id)} dir="auto">
              {client.name}
            </Link>
            <p className="ui-hint" dir="auto">
              {last.text || t('file')}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a client wrote after an instant, the newest last. @param since in ms since the epoch */
export const writtenSince = (read: Messages | undefined, since: number) =>
  (read?.messages ?? []).filter(({ type, at }) => type === 'from_client' && isSince(at, since));
