import { Button } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { type FormEvent, useId, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { Message } from '#src/api/chat2desk/messages.ts';
import type { Outgoing } from '#src/api/chat2desk/send-message.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { serverNow } from '#src/lib/clock.ts';
import { carriedAs, carries } from '#src/services/conversations/carries.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { useSender } from '#src/services/conversations/message-days.tsx';
import type { Sending } from '#src/services/conversations/use-sending.ts';
import { Notice } from '#src/ui/notice.tsx';
import { Attachment } from './attachment.tsx';
import { ChoiceDialog } from './choice-dialog.tsx';
import { CollisionDialog } from './collision-dialog.tsx';
import { OthersNotice } from './others-notice.tsx';
import { linkedIn, type ReplyKind } from './reply-draft.ts';
import { ReplyField } from './reply-field.tsx';
import { useAnswered } from './use-answered.ts';
import { useAnswering } from './use-answering.ts';
import { useNextMessage } from './use-next-message.ts';
import { useReplyDraft } from './use-reply-draft.ts';
import { useReplyKeys } from './use-reply-keys.ts';

interface ReplyBoxProps {
  readonly open: OpenConversation;
  readonly user: string;
  readonly sending: Sending;
  /** Answers to the client that were not sent from this page. */
  readonly answers: readonly Message[];
  /** Id of the last message. */
  readonly last: number;
  readonly onSend: (said: Pick<Outgoing, 'type' | 'text' | 'file'>) => unknown;
}

/** Where a reply or a comment is written. What is typed stays on this device until it is sent. */
export function ReplyBox({ open, user, sending, answers, last, onSend }: ReplyBoxProps) {
  const t = useTranslations('conversations.reply');
  const { id, client, channel, transport } = open.conversation;
  const draft = useReplyDraft(user, id, sending.state, sending.hasArrived);
  const [kind, setKind] = useState<ReplyKind>('to_client');
  const field = useRef<HTMLTextAreaElement>(null);
  const group = useId();
  const [asks, setAsks] = useState(false);
  const [offers, setOffers] = useState(false);
  const senderOf = useSender(open);
  const others = useAnswering(id, draft);
  const isEmpty = useSyncExternalStore(draft.subscribe, () => draft.get().to_client === '');
  const answered = useAnswered(user, id, isEmpty, { answers, last });
  const isComment = kind === 'comment';
  const submit = (of: ReplyKind = kind, knowing = false) => {
    const now = draft.get();
    const isComment = of === 'comment';
    const text = now[of].trim();
    const file = isComment ? undefined : linkedIn(now);
    if ((text === '' && !file) || now.attaching !== undefined) return;
    if (sending.busy) return next.follow(of);
    if (file && file.until <= serverNow()) return;
    if (answered && !isComment && !knowing) return setAsks(true);
    draft.change({ [of]: '', ...(isComment ? {} : { file: undefined }) });
    const inText = file !== undefined && !carries(transport, carriedAs(file.type));
    onSend({ type: of, text, file: file && { ...file, inText } });
  };
  const next = useNextMessage(sending, draft, submit);
  useReplyKeys(field, () => submit());
  return (
    <>
      <form
        className={`ui-card ui-stack ${classes.reply}`}
        data-comment={isComment || undefined}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className="ui-row">
          <legend className="ui-hidden">{t('kind')}</legend>
          {(['to_client', 'comment'] as const).map((value) => (
            <label key={value} className="ui-check">
              <input
                type="radio"
                name={`${group}-kind`}
                checked={kind === value}
                onChange={() => setKind(value)}
              />
              <span>{t(value === 'comment' ? 'comment' : 'message')}</span>
            </label>
          ))}
          <span className="ui-note ui-end" dir="auto">
            {isComment ? t('commentHint') : channel?.name}
          </span>
        </fieldset>
        <OthersNotice others={others} user={user} />
        {answered && !isComment && (
          <Notice kind="warning">
            <p dir="auto">{t('answered', { name: senderOf(answered) })}</p>
          </Notice>
        )}
        <ReplyField
          ref={field}
          draft={draft}
          kind={kind}
          label={isComment ? t('commentLabel') : t('messageLabel', { name: client.name })}
        />
        {!isComment && (
          <Attachment
            draft={draft}
            client={client.id}
            transport={transport}
            sharing={open.sharing}
            isWaiting={sending.busy || (sending.state.phase === 'unknown' && !sending.hasArrived)}
          />
        )}
        <div className="ui-between">
          <p className="ui-note" role="status">
            {t(next.isWaiting ? 'follows' : 'hint')}
          </p>
          {channel && !isComment && (
            <Button variant="default" className="ui-end" onClick={() => setOffers(true)}>
              {t('offer')}
            </Button>
          )}
          <Button
            type="submit"
            loading={sending.busy}
            variant={isComment ? 'default' : 'filled'}
            leftSection={isComment ? <IconLock size={16} aria-hidden /> : <IconSend size={16} aria-hidden />}
          >
            {t(isComment ? 'addComment' : 'send')}
          </Button>
        </div>
      </form>
      {offers && channel && (
        <ChoiceDialog client={client.id} channel={channel.id} onClose={() => setOffers(false)} />
      )}
      {asks && answered && (
        <CollisionDialog
          name={senderOf(answered)}
          answer={answered.text}
          onSend={() => submit(kind, true)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
