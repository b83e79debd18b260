import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { ChannelOutgoing } from '#src/api/courier/channel-writes.ts';
import type { Channel, ChannelMessage } from '#src/api/courier/channels.ts';
import classes from '#src/services/conversations/conversation.module.css';
import type { Sending } from '#src/services/conversations/use-sending.ts';
import { Notice } from '#src/ui/notice.tsx';
import { CollisionDialog } from '../reply/collision-dialog.tsx';
import { OthersNotice } from '../reply/others-notice.tsx';
import { preparedIn } from '../reply/reply-draft.ts';
import { ReplyField } from '../reply/reply-field.tsx';
import { useAnswered } from '../reply/use-answered.ts';
import { useAnswering } from '../reply/use-answering.ts';
import { useNextMessage } from '../reply/use-next-message.ts';
import { useReplyDraft } from '../reply/use-reply-draft.ts';
import { useReplyKeys } from '../reply/use-reply-keys.ts';
import { FileOfReply } from './channel-file.tsx';

interface ChannelReplyProps {
  readonly channel: Channel;
  readonly user: string;
  readonly sending: Sending<ChannelOutgoing>;
  /** Answers to the client that were not sent from this page. */
  readonly answers: readonly ChannelMessage[];
  /** When the last message was written. */
  readonly last: Date | undefined;
  /** Whether a message is in the list. */
  readonly isPosted: (message: string) => boolean;
  readonly onSend: (said: Pick<ChannelOutgoing, 'text' | 'file'>) => unknown;
}

/** Where a reply in a channel is written. What is typed stays on this device until it is sent. */
export function ChannelReply(props: ChannelReplyProps) {
  const { channel, user, sending, answers, last, isPosted, onSend } = props;
  const t = useTranslations('conversations.reply');
  const inChannel = useTranslations('conversations.inChannel');
  const { id, client } = channel.conversation;
  const draft = useReplyDraft(user, id, sending.state, sending.hasArrived);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asks, setAsks] = useState(false);
  const others = useAnswering(id, draft);
  const isEmpty = useSyncExternalStore(draft.subscribe, () => draft.get().to_client === '');
  // Their ids are in no order: times are.
  const timed = answers.map((answer) => ({ answer, id: answer.at?.getTime() ?? 0 }));
  const answered = useAnswered(user, id, isEmpty, { answers: timed, last: last?.getTime() ?? 0 })?.answer;
  const submit = (knowing = false) => {
    const now = draft.get();
    const [text, file] = [now.to_client.trim(), preparedIn(now)];
    if ((text === '' && !file) || now.attaching !== undefined) return;
    if (sending.busy) return next.follow('to_client');
    if (answered && !knowing) return setAsks(true);
    draft.change({ to_client: '', file: undefined });
    onSend({ text, file });
  };
  const next = useNextMessage(sending, draft, () => submit());
  useReplyKeys(field, () => submit());
  return (
    <>
      <form
        className={`ui-card ui-stack ${classes.reply}`}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <OthersNotice others={others} user={user} />
        {answered && (
          <Notice kind="warning">
            <p dir="auto">{t('answered', { name: answered.sender })}</p>
          </Notice>
        )}
        <ReplyField
          ref={field}
          draft={draft}
          kind="to_client"
          label={t('messageLabel', { name: client.name })}
          hasTemplates={false}
        />
        <FileOfReply
          id={id}
          draft={draft}
          isPosted={isPosted}
          disabled={sending.busy || (sending.state.phase === 'unknown' && !sending.hasArrived)}
        />
        <div className="ui-between">
          <p className="ui-note" role="status">
            {next.isWaiting ? t('follows') : inChannel('hint')}
          </p>
          <Button
            type="submit"
            className="ui-end"
            loading={sending.busy}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {t('send')}
          </Button>
        </div>
      </form>
      {asks && answered && (
        <CollisionDialog
          name={answered.sender}
          answer={answered.text}
          onSend={() => submit(true)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
