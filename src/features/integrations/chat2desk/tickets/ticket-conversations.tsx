import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { conversationOfRequest } from '#src/api/chat2desk/tickets.ts';
import { paths } from '#src/paths.ts';

/** More are not read; a ticket is hardly ever about as many. */
const mostRead = 10;

/** The ways from a ticket to the conversations that it is about. */
export function TicketConversations({ requests }: { readonly requests: readonly number[] }) {
  const t = useTranslations('chat2desk.tickets');
  const read = useQueries({ queries: requests.slice(0, mostRead).map((id) => conversationOfRequest(id)) });
  const dialogs = [...new Set(read.map(({ data }) => data).filter((id) => typeof id === 'number'))];
  if (dialogs.length === 0) return null;
  return (
    <p className="ui-row ui-small">
      {dialogs.map((id) => (
        <Link key={id} to={paths.conversation(dialogId(id))}>
          {t('conversation', { id: String(id) })}
        </Link>
      ))}
    </p>
  );
}
