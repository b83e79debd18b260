import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { channelId } from '#contract/gateway/conversation-id.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type Bookmarking,
  bookmark,
  type ChangeOfChannel,
  type ChannelOutgoing,
  changeChannel,
  markChannelRead,
  react,
  sendToChannel,
} from '#src/api/courier/channel-writes.ts';
import {
  type Channel,
  type ChannelMessages,
  channelMessagesOptions,
  channelOptions,
  readOlderInChannel,
} from '#src/api/courier/channels.ts';
import { paths, requiredParam } from '#src/paths.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { isSent, SendingItem } from '#src/services/conversations/sending-item.tsx';
import { SendingNotice } from '#src/services/conversations/sending-notice.tsx';
import { OutdatedNotice, type ReadAgain } from '#src/services/problems/outdated-notice.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { shownAnyway, useWrite, type Write } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Select } from '#src/ui/list/select.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { MessageLog } from '../log/message-log.tsx';
import { Older } from '../log/older.tsx';
import { NotShown } from '../not-shown.tsx';
import { useChangeTexts } from '../use-change-texts.ts';
import { BelowMessage } from './below-message.tsx';
import { ChannelReply } from './channel-reply.tsx';
import { keptMessage } from './kept-message.ts';

/** One conversation at Courier. */
export function Component() {
  const t = useTranslations('conversations');
  const id = channelId(requiredParam(useParams(), 'id'));
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const one = useQuery(channelOptions(id));
  const all = useQuery(channelMessagesOptions(queryClient, id));
  const failed = [one, all].find(({ isError, data }) => isError && !data);
  const retry = () => void Promise.all([one.refetch(), all.refetch()]);
  return (
    <>
      <BackLink to={paths.conversations()} label={t('back')} />
      {one.data && all.data && user ? (
        <Open key={id} channel={one.data} messages={all.data} user={user} query={all} />
      ) : (
        <NotShown title={one.data?.conversation.client.name} failed={failed} onRetry={retry}>
          <Skeleton height={420} radius="lg" aria-hidden />
        </NotShown>
      )}
    </>
  );
}

interface OpenProps {
  readonly channel: Channel;
  readonly messages: ChannelMessages;
  readonly user: CurrentUser;
  /** That of the messages. */
  readonly query: ReadAgain;
}

function Open({ channel, messages: { messages, hasOlder }, user, query }: OpenProps) {
  const t = useTranslations('conversations');
  const { conversation, people } = channel;
  const { id, client, open, operator } = conversation;
  const changing = useWriteInTurn(changeChannel);
  const reacting = useWriteInTurn(react);
  // It shows whether it was done.
  const marking = useWriteInTurn<Bookmarking, unknown>(bookmark, undefined, shownAnyway);
  const sending = useWrite<ChannelOutgoing, unknown>(sendToChannel, undefined, keptMessage(user.uuid, id));
  const { state } = sending;
  const key = state.phase === 'idle' ? undefined : state.of.key;
  const hasArrived = key !== undefined && messages.some((one) => one.key === key);
  /** Keys of what was sent from this page. */
  const [ownKeys] = useState(() => new Set<string>());
  const isOwn = (sent: string | undefined) => sent !== undefined && ownKeys.has(sent);
  const isIn = people.some(({ own }) => own);
  useReading(channel, messages.at(-1)?.id);
  const change = (what: ChangeOfChannel['change']) => void changing.run({ id, change: what, ...wishNow() });
  const onSend = (said: Pick<ChannelOutgoing, 'text' | 'file'>) => {
    const wish = wishNow();
    ownKeys.add(wish.key);
    void sending.run({ id, ...said, type: 'to_client', ...wish });
  };
  const toggle = () => change({ open: !open });
  useShortcuts(t('keys.title'), [{ keys: ['e'], label: t('inChannel.toggle'), does: 'acts', run: toggle }]);
  return (
    <>
      <PageHeader
        title={client.name}
        lead={t(open ? 'isOpen' : 'inChannel.archived')}
        actions={
          <Button variant="default" loading={changing.busy} onClick={toggle}>
            {t(open ? 'inChannel.archive' : 'inChannel.unarchive')}
          </Button>
        }
      />
      <ChangeNotice of={changing} />
      <ChangeNotice of={reacting} />
      <ChangeNotice of={marking} />
      <div className={`ui-parts ${classes.page}`}>
        <div className="ui-stack">
          <MessageLog
            told={{
              senderOf: ({ sender }) => sender,
              below: (message) => (
                <BelowMessage
                  id={id}
                  message={message}
                  reacting={isIn ? reacting : undefined}
                  marking={marking}
                  isMarked={message.id === channel.bookmark}
                />
              ),
            }}
            messages={messages}
            older={
              hasOlder ? (
                <Older read={(queries) => readOlderInChannel(queries, id)} oldest={messages[0]?.id} />
              ) : undefined
            }
          >
            {!hasArrived && isSent(state) ? <SendingItem state={state} /> : undefined}
          </MessageLog>
          <OutdatedNotice of={query} text={(time) => t('outdated', { time })} />
          <SendingNotice sending={{ ...sending, hasArrived }} />
          {isIn && open ? (
            <ChannelReply
              channel={channel}
              user={user.uuid}
              sending={{ ...sending, hasArrived }}
              answers={messages.filter((one) => one.type === 'to_client' && !isOwn(one.key))}
              last={messages.at(-1)?.at}
              isPosted={(message) => messages.some((one) => one.id === message)}
              onSend={onSend}
            />
          ) : (
            <Silent channel={channel} onJoin={(joins) => change({ joins })} />
          )}
        </div>
        <Panel title={t('inChannel.people')}>
          <ul className="ui-list ui-stack ui-tight">
            {people.map(({ name, client: isClient, own }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: people of one name may be two.
              <li key={at} className="ui-row ui-tight">
                <span dir="auto">{name}</span>
                <span className="ui-note">
                  {t(own ? 'sender.you' : isClient ? 'inChannel.client' : 'inChannel.colleague')}
                </span>
              </li>
            ))}
          </ul>
          {!operator && <p className="ui-note">{t('nobody')}</p>}
          {isIn && <Notifications channel={channel} changing={changing} onChange={change} />}
        </Panel>
      </div>
    </>
  );
}

interface NotificationsProps {
  readonly channel: Channel;
  readonly changing: Write<ChangeOfChannel, unknown>;
  readonly onChange: (change: ChangeOfChannel['change']) => void;
}

/** Whether the reader hears of new messages, in Courier's own app. */
function Notifications({ channel: { notified }, changing, onChange }: NotificationsProps) {
  const t = useTranslations('conversations.inChannel.notifications');
  const id = useId();
  const { state } = changing;
  const asked =
    state.phase !== 'idle' && 'notified' in state.of.change ? state.of.change.notified : undefined;
  // What was set is shown where Courier does not say how it is.
  const now =
    (state.phase === 'writing' ? asked : undefined) ??
    notified ??
    (state.phase === 'done' ? asked : undefined);
  const options = [
    ...(now === undefined ? [{ value: '', label: t('unknown') }] : []),
    { value: 'true', label: t('on') },
    { value: 'false', label: t('off') },
  ];
  return (
    <div className="ui-stack ui-tight">
      <label className="ui-small ui-strong" htmlFor={id}>
        {t('label')}
      </label>
      <Select
        id={id}
        small
        value={now === undefined ? '' : String(now)}
        options={options}
        onChange={(value) => {
          if (value !== '') onChange({ notified: value === 'true' });
        }}
      />
      <p className="ui-note">{t('hint')}</p>
    </div>
  );
}

interface SilentProps {
  readonly channel: Channel;
  readonly onJoin: (individual: string) => void;
}

/** Why the reader cannot write, and what to do. */
function Silent({ channel: { conversation, individual }, onJoin }: SilentProps) {
  const t = useTranslations('conversations.inChannel');
  if (!conversation.open) {
    return (
      <Notice kind="info">
        <p>{t('isArchived')}</p>
      </Notice>
    );
  }
  if (individual === undefined) {
    return (
      <Notice kind="info">
        <p>{t('isNobody')}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="info" action={{ label: t('join'), onClick: () => onJoin(individual) }}>
      <p>{t('isOutside')}</p>
    </Notice>
  );
}

/** Whoever has a channel before them, and is in it, has read what is new in it. */
function useReading({ conversation: { id, unread } }: Channel, last: string | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!unread || last === undefined || document.visibilityState !== 'visible') return;
    void markChannelRead(queryClient, id, last);
  }, [queryClient, id, unread, last]);
}

/** What became of a change that was not confirmed. */
function ChangeNotice<V>({ of: { state, look } }: { readonly of: Write<V, unknown> }) {
  const texts = useChangeTexts();
  const refusalText = useRefusalText();
  return <WriteNotice state={state} texts={texts} errorText={refusalText} onCheck={() => look()} />;
}
