import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { Attachment, Message } from '#src/api/chat2desk/messages.ts';
import type { Delivery } from '#src/api/gateway/conversations.ts';
import type { Elements } from '#src/ui/elements.ts';
import type { Formatter } from '#src/ui/moment.tsx';
import classes from './conversation.module.css';

interface MessageItemProps {
  readonly message: Pick<Message, 'type' | 'text' | 'at' | 'attachments'>;
  readonly sender: string;
  readonly delivery: Delivery | undefined;
  readonly format: Formatter;
  /** What is below its words. */
  readonly children?: Elements;
}

/** One message: who wrote it and when, what it says, and what became of it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, sender, delivery, format, children } = props;
  const t = useTranslations('conversations');
  const { type, text, at, attachments } = message;
  return (
    <li className={`ui-box ${classes.message}`} data-type={type}>
      <div className="ui-meta">
        <strong dir="auto">{sender}</strong>
        {type === 'comment' && (
          <span className="ui-line ui-strong">
            <IconLock size={13} aria-hidden />
            <span>{t('inside')}</span>
          </span>
        )}
        {at && (
          <time dateTime={at.toISOString()} title={format.dateTime(at, { dateStyle: 'full' })}>
            {format.dateTime(at, { timeStyle: 'short' })}
          </time>
        )}
      </div>
      {text !== '' && (
        <p className={`ui-breaks ${classes.text}`} dir="auto">
          {text}
        </p>
      )}
      {attachments.map((attachment) => (
        <ShownAttachment key={attachment.link} attachment={attachment} />
      ))}
      {children}
      {delivery && <DeliveryMark delivery={delivery} />}
    </li>
  );
});

/** A picture, sound, film or file, which comes through the gateway. */
export function ShownAttachment({ attachment: { kind, link, name } }: { readonly attachment: Attachment }) {
  const t = useTranslations('conversations');
  const label = name || t(`attachment.${kind}`);
  if (kind === 'picture') {
    return (
      <a href={link} target="_blank" rel="noreferrer">
        <img className={classes.picture} src={link} alt={label} loading="lazy" />
      </a>
    );
  }
  if (kind !== 'file') {
    const Player = kind === 'sound' ? 'audio' : 'video';
    return <Player className={classes.picture} src={link} controls aria-label={label} preload="none" />;
  }
  return (
    <a href={link} target="_blank" rel="noreferrer" dir="auto">
      {label}
    </a>
  );
}

const icons = {
  pending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  seen: IconChecks,
  failed: IconAlertCircle,
} as const;

/** What became of a message; its text says it, too. */
export function DeliveryMark({ delivery: { state, reason } }: { readonly delivery: Delivery }) {
  const t = useTranslations('conversations.delivery');
  const Icon = icons[state];
  const kind = state === 'failed' ? 'ui-problem' : state === 'seen' ? 'ui-accent ui-note' : 'ui-note';
  return (
    <p className={`ui-row ui-tight ${kind}`}>
      <Icon size={14} aria-hidden />
      <span>{t(state)}</span>
      {reason !== undefined && <span dir="auto">{reason}</span>}
    </p>
  );
}
