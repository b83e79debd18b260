import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from '#src/services/conversations/conversation.module.css';
import type { Told } from '#src/services/conversations/message-days.tsx';
import type { ShownMessage } from '#src/services/conversations/shown-message.ts';
import { Portion } from './portion.tsx';
import { beginningsOf, portionsOf } from './portions.ts';
import { useKeptPlace } from './use-kept-place.ts';

interface MessageLogProps<M> {
  readonly told: Told<M>;
  /** The oldest first. */
  readonly messages: readonly M[];
  /** Reads earlier ones; undefined where there are none. */
  readonly older: ReactElement | undefined;
  /** What is being sent, as the last of today. */
  readonly children: ReactElement | undefined;
}

/**
 * The messages of a conversation by day. It begins at the newest, and stays there while more arrive; earlier ones are
 * read as one scrolls up, and what is far away is not drawn. What is looked at stays in place, except by sending something.
 */
export function MessageLog<M extends ShownMessage>({ told, messages, older, children }: MessageLogProps<M>) {
  const t = useTranslations('conversations');
  const log = useRef<HTMLElement>(null);
  useKeptPlace(log);
  const isSending = children !== undefined;
  useEffect(() => {
    if (isSending) log.current?.scrollTo({ top: 0, behavior: 'instant' });
  }, [isSending]);
  const [beginnings, setBeginnings] = useState<readonly M['id'][]>([]);
  const now = beginningsOf(messages, beginnings);
  if (now.length !== beginnings.length || now.some((id, at) => id !== beginnings[at])) setBeginnings(now);
  const portions = portionsOf(messages, now);
  return (
    <section
      ref={log}
      data-log
      className={`ui-card ui-scrolls ${classes.log}`}
      aria-label={t('messages')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
      tabIndex={0}
    >
      <div className="ui-stack">
        {older}
        {portions.map((portion, at) => (
          <Portion
            key={portion[0]?.id}
            told={told}
            messages={portion}
            after={at === 0 ? undefined : portions[at - 1]?.at(-1)}
            isNewest={at === portions.length - 1}
          />
        ))}
        {messages.length === 0 && !children && <p className="ui-hint">{t('nothing')}</p>}
        {children && <ul className="ui-list">{children}</ul>}
      </div>
    </section>
  );
}
