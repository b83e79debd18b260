import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { type Message, messagesOptions } from '#src/api/chat2desk/messages.ts';
import {
  type Conversation,
  conversationOptions,
  type OpenConversation,
} from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { MessageDays, useTold } from './message-days.tsx';

interface MessagesSinceProps {
  readonly conversation: Conversation;
  /** Undefined for everything. */
  readonly since: Date | undefined;
}

/**
 * Whether something was written at an instant or after it, whatever its fractions: Chat2Desk's times have none.
 *
 * @param since in ms since the epoch
 */
export const isSince = (at: Date | undefined, since: number): boolean =>
  at !== undefined && at.getTime() >= since - (since % 1000);

/** What was written in a conversation since an instant, and the way to the rest of it. */
export function MessagesSince({ conversation, since }: MessagesSinceProps) {
  const t = useTranslations('linking');
  const { id, dialog, channel, last } = conversation;
  const isNew = last?.at !== undefined && (since === undefined || isSince(last.at, since.getTime()));
  return (
    <div className="ui-stack">
      {isNew ? (
        <Messages dialog={dialog} since={since} />
      ) : (
        <p className="ui-hint">{t(last ? 'nothingSince' : 'nothing')}</p>
      )}
      <div className="ui-meta">
        <Link to={paths.conversation(id)} className="ui-small">
          {t('open')}
        </Link>
        {channel && <span dir="auto">{channel.name}</span>}
      </div>
    </div>
  );
}

interface MessagesProps {
  readonly dialog: number;
  readonly since: Date | undefined;
}

function Messages({ dialog, since }: MessagesProps) {
  const t = useTranslations('linking');
  const queryClient = useQueryClient();
  const one = useQuery(conversationOptions(dialogId(dialog)));
  const all = useQuery(messagesOptions(queryClient, dialog));
  const failed = [one, all].find(({ isError, data }) => isError && !data);
  const retry = () => void Promise.all([one.refetch(), all.refetch()]);
  if (failed) return <ErrorState error={failed.error} title={t('failed')} onRetry={retry} />;
  if (!one.data || !all.data) return <Skeleton height={120} aria-hidden />;
  const { messages, hasOlder } = all.data;
  const newer = messages.filter(({ at }) => since === undefined || isSince(at, since.getTime()));
  return (
    <>
      {hasOlder && newer.length === messages.length && <p className="ui-note">{t('earlier')}</p>}
      <Newer open={one.data} messages={newer} />
    </>
  );
}

interface NewerProps {
  readonly open: OpenConversation;
  readonly messages: readonly Message[];
}

function Newer({ open, messages }: NewerProps) {
  return <MessageDays told={useTold(open)} messages={messages} heading="h4" />;
}
