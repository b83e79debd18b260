import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '#src/api/chat2desk/messages.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { Older } from './older.tsx';
import { Portion } from './portion.tsx';
import { beginningsOf, portionsOf } from './portions.ts';

interface MessageLogProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  /** What is being sent, as the last of today. */
  readonly children: ReactElement | undefined;
}

/**
 * The messages of a conversation by day. It begins at the newest, and stays there while more arrive; earlier ones are
 * read as one scrolls up, and what is far away is not drawn.
 */
export function MessageLog({ open, messages: { messages, hasOlder }, children }: MessageLogProps) {
  const t = useTranslations('conversations');
  const [beginnings, setBeginnings] = useState<readonly number[]>([]);
  const now = beginningsOf(messages, beginnings);
  if (now.length !== beginnings.length || now.some((id, at) => id !== beginnings[at])) setBeginnings(now);
  const portions = portionsOf(messages, now);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={`ui-card ui-scrolls ${classes.log}`} aria-label={t('messages')} tabIndex={0}>
      <div className="ui-stack">
        {hasOlder && <Older dialog={open.conversation.dialog} oldest={messages[0]?.id} />}
        {portions.map((portion, at) => (
          <Portion
            key={portion[0]?.id}
            open={open}
            messages={portion}
            after={at === 0 ? undefined : portions[at - 1]?.at(-1)}
          />
        ))}
        {messages.length === 0 && !children && <p className="ui-hint">{t('nothing')}</p>}
        {children && <ul className="ui-list">{children}</ul>}
      </div>
    </section>
  );
}
