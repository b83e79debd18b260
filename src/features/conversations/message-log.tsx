import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Message, type Messages, readOlder } from '#src/api/chat2desk/messages.ts';
import { certainOf } from '#src/api/client/certain.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { byDay } from './by-day.ts';
import classes from './conversation.module.css';
import { deliveryOf } from './delivery.ts';
import { MessageItem } from './message-item.tsx';

interface MessageLogProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  /** What is being sent, as the last of today. */
  readonly children: ReactElement | undefined;
}

/** The messages of a conversation by day. It begins at the newest, and stays there while more arrive. */
export function MessageLog({ open, messages: { messages, hasOlder }, children }: MessageLogProps) {
  const t = useTranslations('conversations');
  const format = useFormatter();
  const senderOf = useSender(open);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={`ui-card ${classes.log}`} aria-label={t('messages')} tabIndex={0}>
      <div className="ui-stack">
        {hasOlder && <Older dialog={open.conversation.id} />}
        {byDay(messages).map(({ key, at, messages: own }) => (
          <div key={key} className={`ui-stack ${classes.day}`}>
            <h2 className={`ui-note ${classes.date}`}>
              {at ? format.dateTime(at, { dateStyle: 'full' }) : t('unknownDay')}
            </h2>
            <ul className="ui-list ui-stack">
              {own.map((message) => (
                <MessageItem
                  key={message.id}
                  message={message}
                  sender={senderOf(message)}
                  delivery={deliveryOf(message, open.deliveries.get(message.id))}
                  format={format}
                />
              ))}
            </ul>
          </div>
        ))}
        {messages.length === 0 && !children && <p className="ui-hint">{t('nothing')}</p>}
        {children && <ul className="ui-list">{children}</ul>}
      </div>
    </section>
  );
}

/** Who wrote a message. */
function useSender({ conversation, operators }: OpenConversation): (message: Message) => string {
  const t = useTranslations('conversations');
  return ({ type, operator }) => {
    if (type === 'from_client') return conversation.client.name;
    if (type === 'autoreply') return t('sender.automatic');
    if (type === 'system') return t('sender.system');
    return operators.find(({ id }) => id === operator)?.name ?? t('sender.company');
  };
}

function Older({ dialog }: { readonly dialog: number }) {
  const t = useTranslations('conversations');
  const errorText = useErrorText();
  const reading = useWrite<number, void>(
    (queryClient, id) => certainOf(readOlder(queryClient, id)),
    undefined,
    shownAnyway,
  );
  return (
    <div className="ui-line">
      <Button size="xs" variant="default" loading={reading.busy} onClick={() => void reading.run(dialog)}>
        {t('older')}
      </Button>
      {reading.state.phase === 'refused' && (
        <p className="ui-problem" role="alert">
          {errorText(reading.state.error)}
        </p>
      )}
    </div>
  );
}
