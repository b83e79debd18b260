import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import { type Messages, readOlder } from '#src/api/chat2desk/messages.ts';
import { certainOf } from '#src/api/client/certain.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { MessageDays } from '#src/services/conversations/message-days.tsx';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';

interface MessageLogProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  /** What is being sent, as the last of today. */
  readonly children: ReactElement | undefined;
}

/** The messages of a conversation by day. It begins at the newest, and stays there while more arrive. */
export function MessageLog({ open, messages: { messages, hasOlder }, children }: MessageLogProps) {
  const t = useTranslations('conversations');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={`ui-card ${classes.log}`} aria-label={t('messages')} tabIndex={0}>
      <div className="ui-stack">
        {hasOlder && <Older dialog={open.conversation.id} />}
        <MessageDays open={open} messages={messages} />
        {messages.length === 0 && !children && <p className="ui-hint">{t('nothing')}</p>}
        {children && <ul className="ui-list">{children}</ul>}
      </div>
    </section>
  );
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
