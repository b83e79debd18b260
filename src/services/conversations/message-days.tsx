import { useFormatter, useTranslations } from 'use-intl';
import type { Message } from '#src/api/chat2desk/messages.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { byDay } from './by-day.ts';
import classes from './conversation.module.css';
import { deliveryOf } from './delivery.ts';
import { MessageItem } from './message-item.tsx';

interface MessageDaysProps {
  readonly open: OpenConversation;
  readonly messages: readonly Message[];
  /** The message before them, of a day that has its heading. */
  readonly after?: Message | undefined;
  /** Of each day; below a heading of its own on a page with several. */
  readonly heading?: 'h2' | 'h4';
}

/** Messages of a conversation by day, each with its sender and what became of it. */
export function MessageDays({ open, messages, after, heading: Heading = 'h2' }: MessageDaysProps) {
  const t = useTranslations('conversations');
  const format = useFormatter();
  const senderOf = useSender(open);
  return (
    <>
      {byDay(messages, after).map(({ key, at, goesOn, messages: own }) => (
        <div key={key} className={`ui-stack ${classes.day}`}>
          {!goesOn && (
            <Heading className={`ui-note ${classes.date}`}>
              {at ? format.dateTime(at, { dateStyle: 'full' }) : t('unknownDay')}
            </Heading>
          )}
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
    </>
  );
}

/** Who wrote a message. */
export function useSender({ conversation, operators }: OpenConversation): (message: Message) => string {
  const t = useTranslations('conversations');
  return ({ type, operator }) => {
    if (type === 'from_client') return conversation.client.name;
    if (type === 'autoreply') return t('sender.automatic');
    if (type === 'system') return t('sender.system');
    return operators.find(({ id }) => id === operator)?.name ?? t('sender.company');
  };
}
