import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Message } from '#src/api/chat2desk/messages.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { useSender } from '#src/services/conversations/message-days.tsx';
import { pageOf } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';

interface MessageChoicesProps {
  readonly open: OpenConversation;
  /** In order. */
  readonly messages: readonly Message[];
  /** It is in the meeting's chat. */
  readonly isThere: (id: number) => boolean;
  readonly isChosen: (id: number) => boolean;
  readonly onToggle: (id: number) => void;
}

/** Messages that are drawn at a time. */
const pageSize = 50;

/** Messages to choose from, the newest page first; a long conversation costs no more than a short one. */
export function MessageChoices({ open, messages, isThere, isChosen, onToggle }: MessageChoicesProps) {
  const t = useTranslations('linking.bring');
  const [wanted, go] = useState(Number.MAX_SAFE_INTEGER);
  const { shown, paging } = pageOf(messages, wanted, pageSize);
  return (
    <>
      <fieldset className="ui-stack ui-tight">
        <legend>{t('messages')}</legend>
        {shown.map((message) => (
          <Choice
            key={message.id}
            open={open}
            message={message}
            isThere={isThere(message.id)}
            isChosen={isChosen(message.id)}
            onToggle={() => onToggle(message.id)}
          />
        ))}
        {messages.length === 0 && <p className="ui-hint">{t('nothing')}</p>}
      </fieldset>
      <Pager label={t('pages')} paging={paging} onGo={go} />
    </>
  );
}

interface ChoiceProps {
  readonly open: OpenConversation;
  readonly message: Message;
  readonly isThere: boolean;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function Choice({ open, message, isThere, isChosen, onToggle }: ChoiceProps) {
  const t = useTranslations('linking.bring');
  const format = useFormatter();
  const senderOf = useSender(open);
  const { text, at, attachments } = message;
  const files = attachments.map(({ name }) => name).join(', ');
  return (
    <label className="ui-check">
      <input type="checkbox" checked={isChosen || isThere} disabled={isThere} onChange={onToggle} />
      <span>
        <span className="ui-meta">
          <strong dir="auto">{senderOf(message)}</strong>
          {at && <span>{format.dateTime(at, { dateStyle: 'short', timeStyle: 'short' })}</span>}
          {isThere && <span>{t('there')}</span>}
        </span>
        <span dir="auto">{text || files || t('file')}</span>
      </span>
    </label>
  );
}
