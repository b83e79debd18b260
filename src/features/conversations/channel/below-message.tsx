import { Button } from '@mantine/core';
import { IconBookmarkFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type Bookmarking,
  type Reacting,
  type ReactionType,
  reactionTypes,
  receiptsOptions,
} from '#src/api/courier/channel-writes.ts';
import type { ChannelMessage } from '#src/api/courier/channels.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { ReceivedFile } from './channel-file.tsx';

interface BelowMessageProps {
  readonly id: ConversationId;
  readonly message: ChannelMessage;
  /** Undefined for someone who is not in the channel. */
  readonly reacting: Write<Reacting, unknown> | undefined;
  readonly marking: Write<Bookmarking, unknown>;
  /** Whether it is the one that is marked. */
  readonly isMarked: boolean;
}

const signs: Readonly<Record<ReactionType, string>> = {
  like: '👍',
  love: '❤️',
  lol: '😂',
  wow: '😮',
  sad: '😢',
  dislike: '👎',
};

/** What can be done with each message, which is not what a page is for. */
const quiet = {
  size: 'compact-sm',
  variant: 'subtle',
  c: 'dimmed',
  fz: 'xs',
  fw: 400,
  px: 0,
  mie: 'sm',
} as const;

/** Files of a message, reactions to it, and who has read it. */
export function BelowMessage(props: BelowMessageProps) {
  const { id, message, reacting, marking, isMarked } = props;
  const t = useTranslations('conversations.inChannel');
  const [asks, setAsks] = useState(false);
  const { files, reactions, removed } = message;
  const given = reactionTypes.filter((type) => reactions.some((one) => one.type === type));
  const isOwn = (type: ReactionType) => reactions.some((one) => one.own && one.type === type);
  const toggle = (type: ReactionType) => {
    setAsks(false);
    void reacting?.run({ id, message: message.id, type, isGiven: !isOwn(type), ...wishNow() });
  };
  const chip = (type: ReactionType, isShown: boolean) => {
    const names = reactions.filter((one) => one.type === type).map(({ name }) => name);
    const label = isShown
      ? t('reacted', { reaction: t(`reactions.${type}`), names: names.join(', ') })
      : t(`reactions.${type}`);
    return (
      <Button
        key={type}
        size="compact-sm"
        variant={isOwn(type) ? 'light' : 'default'}
        aria-label={label}
        title={label}
        aria-pressed={isOwn(type)}
        disabled={!reacting || reacting.busy}
        onClick={() => toggle(type)}
      >
        <span aria-hidden dir="auto">
          {names.length > 1 ? `${signs[type]} ${names.length}` : signs[type]}
        </span>
      </Button>
    );
  };
  if (removed) return <p className="ui-note">{t('removed')}</p>;
  return (
    <>
      {files.map((file) => (
        <ReceivedFile key={file.id} id={id} file={file} />
      ))}
      <div className="ui-row ui-tight">
        {given.map((type) => chip(type, true))}
        {reacting && (
          <Button {...quiet} aria-expanded={asks} onClick={() => setAsks(!asks)}>
            {t('react')}
          </Button>
        )}
        {asks && reactionTypes.filter((type) => !given.includes(type)).map((type) => chip(type, false))}
        <ReadBy id={id} message={message.id} />
        {isMarked ? (
          <span className="ui-line ui-note ui-strong">
            <IconBookmarkFilled size={14} aria-hidden />
            <span>{t('bookmarked')}</span>
          </span>
        ) : (
          <Button
            {...quiet}
            disabled={marking.busy}
            onClick={() => void marking.run({ id, message: message.id, ...wishNow() })}
          >
            {t('bookmark')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Who has read a message, on request: each is a request to the system. */
function ReadBy({ id, message }: { readonly id: ConversationId; readonly message: string }) {
  const t = useTranslations('conversations.inChannel');
  const errorText = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({ ...receiptsOptions(id, message), enabled: isOpen });
  const said = data
    ? t('receipts', {
        count: data.read.length,
        names: data.read.join(', '),
        others: data.unread.length,
        unread: data.unread.join(', '),
      })
    : error && errorText(error);
  return (
    <>
      <Button {...quiet} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('readBy')}
      </Button>
      {isOpen && (
        <span role="status" className="ui-note" dir="auto">
          {said}
        </span>
      )}
    </>
  );
}
