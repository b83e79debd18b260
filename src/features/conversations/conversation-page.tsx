import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { changeConversation } from '#src/api/chat2desk/dialogs.ts';
import { type Message, type Messages, messagesOptions, readOlder } from '#src/api/chat2desk/messages.ts';
import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { conversationOptions, type OpenConversation } from '#src/api/gateway/conversations.ts';
import { paths, requiredParam } from '#src/paths.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { useTold } from '#src/services/conversations/message-days.tsx';
import { isSent, SendingItem } from '#src/services/conversations/sending-item.tsx';
import { SendingNotice } from '#src/services/conversations/sending-notice.tsx';
import { useSending } from '#src/services/conversations/use-sending.ts';
import { useCheckMs } from '#src/services/live/live-state.ts';
import { OutdatedNotice, type ReadAgain } from '#src/services/problems/outdated-notice.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { BringButton } from './bringing/bring-button.tsx';
import { ClientCard } from './client/client-card.tsx';
import { ClientLinks } from './client/client-links.tsx';
import { ClientTags } from './client/client-tags.tsx';
import { ConversationActions } from './conversation-actions.tsx';
import { MessageLog } from './log/message-log.tsx';
import { Older } from './log/older.tsx';
import { NotShown } from './not-shown.tsx';
import { OtherConversations } from './other-conversations.tsx';
import { ReplyBox } from './reply/reply-box.tsx';
import { Tickets } from './tickets.tsx';
import { useChangeTexts } from './use-change-texts.ts';
import { useReadState } from './use-read-state.ts';

/** One conversation with a client. */
export function Component() {
  const t = useTranslations('conversations');
  const dialog = Number(requiredParam(useParams(), 'id'));
  const id = dialogId(dialog);
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const one = useQuery(conversationOptions(id));
  const all = useQuery({ ...messagesOptions(queryClient, dialog), refetchInterval: useCheckMs() });
  const [open, messages] = [one.data, all.data];
  const read = useMemo(
    () => (open && messages && user ? { open, messages, user } : undefined),
    [open, messages, user],
  );
  // Drawn in short tasks, so that the page stays responsive however much there is.
  const shown = useDeferredValue(read, undefined);
  const failed = [one, all].find(({ isError, data }) => isError && !data);
  const retry = () => void Promise.all([one.refetch(), all.refetch()]);
  return (
    <>
      <BackLink to={paths.conversations()} label={t('back')} />
      {shown && shown.open.conversation.id === id ? (
        <Open key={id} open={shown.open} messages={shown.messages} user={shown.user} query={all} />
      ) : (
        <NotShown title={one.data?.conversation.client.name} failed={failed} onRetry={retry}>
          <div className={`ui-parts ${classes.page}`} aria-hidden>
            <div className="ui-stack">
              <Skeleton height={420} radius="lg" />
              <Skeleton height={180} radius="lg" />
            </div>
            <Skeleton height={240} radius="lg" />
          </div>
        </NotShown>
      )}
    </>
  );
}

interface OpenProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  readonly user: CurrentUser;
  /** That of the messages. */
  readonly query: ReadAgain;
}

function Open({ open, messages, user, query }: OpenProps) {
  const t = useTranslations('conversations');
  const changing = useWriteInTurn(changeConversation);
  const { conversation } = open;
  const { dialog, client, channel, transport } = conversation;
  const sending = useSending(user.uuid, dialog, messages);
  const { unreading, leaveUnread } = useReadState(dialog, messages);
  /** Keys of what was sent from this page. */
  const [ownKeys] = useState(() => new Set<string>());
  const told = useTold(open);
  const all = messages.messages;
  const isOwn = ({ key }: Message) => key !== undefined && ownKeys.has(key);
  const answers = all.filter((one) => one.type === 'to_client' && !isOwn(one));
  const onSend = (said: Pick<Outgoing, 'type' | 'text' | 'file'>) => {
    const operator = user.role === 'admin' ? open.operator : undefined;
    const wish = wishNow();
    ownKeys.add(wish.key);
    void sending.run({
      ...{ dialog, client: client.id, channel: channel?.id, transport, operator },
      ...said,
      ...wish,
    });
  };
  return (
    <>
      <PageHeader
        title={client.name}
        lead={t(conversation.open ? 'isOpen' : 'isClosed')}
        actions={
          <ConversationActions
            open={open}
            changing={changing}
            leaveUnread={leaveUnread}
            isLeaving={unreading.busy}
          />
        }
      />
      <ChangeNotice of={changing} />
      <ChangeNotice of={unreading} />
      <div className={`ui-parts ${classes.page}`}>
        <div className="ui-stack">
          <MessageLog
            told={told}
            messages={all}
            older={
              messages.hasOlder ? (
                <Older read={(queries) => readOlder(queries, dialog)} oldest={all[0]?.id} />
              ) : undefined
            }
          >
            {!sending.hasArrived && isSent(sending.state) ? <SendingItem state={sending.state} /> : undefined}
          </MessageLog>
          <OutdatedNotice of={query} text={(time) => t('outdated', { time })} />
          <SendingNotice sending={sending} />
          <ReplyBox
            open={open}
            user={user.uuid}
            sending={sending}
            answers={answers}
            last={all.at(-1)?.id ?? 0}
            onSend={onSend}
          />
        </div>
        <Aside open={open} messages={messages} isAdmin={user.role === 'admin'} />
      </div>
    </>
  );
}

interface AsideProps extends Omit<OpenProps, 'user' | 'query'> {
  readonly isAdmin: boolean;
}

/** What is beside the messages, drawn after them. */
function Aside({ open, messages, isAdmin }: AsideProps) {
  const isDrawn = useDeferredValue(true, false);
  const { conversation, operators } = open;
  const { id, dialog, client } = conversation;
  const request = messages.messages.at(-1)?.request;
  if (!isDrawn) return <Skeleton height={240} radius="lg" aria-hidden />;
  return (
    <div className="ui-stack">
      <ClientCard conversation={conversation} isAdmin={isAdmin} />
      <ClientTags dialog={dialog} client={client.id} request={request} />
      {request !== undefined && <Tickets dialog={dialog} request={request} operators={operators} />}
      <OtherConversations id={id} />
      <BringButton open={open} messages={messages} />
      <ClientLinks client={client} isAdmin={isAdmin} />
    </div>
  );
}

/** What became of a change that was not confirmed. */
function ChangeNotice<V>({ of: { state, look } }: { readonly of: Write<V, unknown> }) {
  const texts = useChangeTexts();
  const refusalText = useRefusalText();
  return <WriteNotice state={state} texts={texts} errorText={refusalText} onCheck={() => look()} />;
}
