import { useFormatter, useTranslations } from 'use-intl';
import type { Message } from '#src/api/chat2desk/messages.ts';
import type { Delivery, OpenConversation } from '#src/api/gateway/conversations.ts';
import type { Elements } from '#src/ui/elements.ts';
import { byDay } from './by-day.ts';
import classes from './conversation.module.css';
import { deliveryOf } from './delivery.ts';
import { MessageItem } from './message-item.tsx';
import type { ShownMessage } from './shown-message.ts';

/** What is said of a message besides its words. */
export interface Told<M> {
  /** Who wrote it. */
  readonly senderOf: (message: M) => string;
  readonly deliveryFor?: (message: M) => Delivery | undefined;
  /** What is below its words. */
  readonly below?: (message: M) => Elements;
}

interface MessageDaysProps<M> {
  readonly told: Told<M>;
  readonly messages: readonly M[];
  /** The message before them, of a day that has its heading. */
  readonly after?: M | undefined;
  /** Of each day; below a heading of its own on a page with several. */
  readonly heading?: 'h2' | 'h4';
}

/** Messages of a conversation by day, each with its sender and what became of it. */
export function MessageDays<M extends ShownMessage>(props: MessageDaysProps<M>) {
  const { told, messages, after, heading: Heading = 'h2' } = props;
  const { senderOf, deliveryFor, below } = told;
  const t = useTranslations('conversations');
  const format = useFormatter();
  return (
    <>
      {byDay(messages, after).map(({ key, at, goesOn, messages: own }) => (
        <div key={key} className="ui-stack">
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
                delivery={deliveryFor?.(message)}
                format={format}
              >
                {below?.(message)}
              </MessageItem>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

/** What Chat2Desk tells of messages. */
export function useTold(open: OpenConversation): Told<Message> {
  const senderOf = useSender(open);
  return {
    senderOf,
    deliveryFor: (message) => deliveryOf(message, open.deliveries.get(message.id)),
  };
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
