import { Button } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Message } from '#src/api/chat2desk/messages.ts';
import { type Template, templatesOptions } from '#src/api/chat2desk/templates.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { useSender } from '#src/services/conversations/message-days.tsx';
import type { Sending } from '#src/services/conversations/use-sending.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { Notice } from '#src/ui/notice.tsx';
import { ChoiceDialog } from './choice-dialog.tsx';
import { CollisionDialog } from './collision-dialog.tsx';
import { OthersNotice } from './others-notice.tsx';
import type { ReplyKind } from './reply-draft.ts';
import { TemplateChoice, templatesFor } from './template-choice.tsx';
import { useAnswered } from './use-answered.ts';
import { useAnswering } from './use-answering.ts';
import { useReplyTexts } from './use-reply-texts.ts';

interface ReplyBoxProps {
  readonly open: OpenConversation;
  readonly user: string;
  readonly sending: Sending;
  /** Answers to the client that were not sent from this page. */
  readonly answers: readonly Message[];
  /** Id of the last message. */
  readonly last: number;
  readonly onSend: (kind: ReplyKind, text: string) => unknown;
}

const maxLength = 20_000;

/** Where a reply or a comment is written. What is typed stays on this device until it is sent. */
export function ReplyBox({ open, user, sending, answers, last, onSend }: ReplyBoxProps) {
  const t = useTranslations('conversations.reply');
  const { id, client, channel } = open.conversation;
  const { texts, write: writeOf } = useReplyTexts(user, id, sending.state, sending.hasArrived);
  const [kind, setKind] = useState<ReplyKind>('to_client');
  const [current, setCurrent] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const wantsReply = useLocation().state?.reply === true;
  const [asks, setAsks] = useState(false);
  const [offers, setOffers] = useState(false);
  const senderOf = useSender(open);
  const others = useAnswering(id, texts.to_client);
  const answered = useAnswered(user, id, texts.to_client, { answers, last });
  const text = texts[kind];
  const isComment = kind === 'comment';
  const { data: templates } = useQuery({ ...templatesOptions(), enabled: text.startsWith('/') });
  const offered = isComment ? [] : templatesFor(text, templates ?? []);
  const chosen = Math.min(current, offered.length - 1);

  const write = (next: string) => writeOf(kind, next);
  const choose = (template: Template | undefined) => {
    if (!template) return false;
    setCurrent(0);
    return write(template.text);
  };
  const move = (by: 1 | -1) => {
    if (offered.length === 0) return false;
    return setCurrent((chosen + by + offered.length) % offered.length);
  };
  const chooseCurrent = () => choose(offered[chosen]);
  const down = () => move(1);
  const up = () => move(-1);
  const submit = (knowing = false) => {
    const said = text.trim();
    if (said === '' || sending.busy) return;
    if (answered && !isComment && !knowing) return setAsks(true);
    write('');
    onSend(kind, said);
  };
  useShortcuts(t('keys'), [
    { keys: ['r'], label: t('focus'), does: 'acts', run: () => field.current?.focus() },
  ]);
  const label = isComment ? t('commentLabel') : t('messageLabel', { name: client.name });
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
                name={`${listId}-kind`}
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
        {offered.length > 0 && (
          <TemplateChoice
            id={listId}
            label={t('templates')}
            templates={offered}
            current={chosen}
            onChoose={choose}
          />
        )}
        <textarea
          ref={field}
          rows={3}
          aria-label={label}
          placeholder={label}
          maxLength={maxLength}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: the key that led here asked for it.
          autoFocus={wantsReply}
          {...(offered.length > 0
            ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${chosen}` }
            : {})}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeys({
            does: {
              'Mod+Enter': () => submit(),
              Enter: chooseCurrent,
              Tab: chooseCurrent,
            },
            moves: { ArrowDown: down, ArrowUp: up },
          })}
          dir="auto"
        />
        <div className="ui-between">
          <p className="ui-note">{t('hint')}</p>
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
          onSend={() => submit(true)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
