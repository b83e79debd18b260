import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ChatLine, newChatLine, sendChatLine, UnknownNumber } from '#src/api/claritalk/meetings/chat.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { numericIdOf } from '#src/api/claritalk/meetings/save-meeting.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { text as asText, fields, number } from '#src/lib/reader.ts';
import { draftNote } from '#src/lib/storage/drafts.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import classes from './chat-form.module.css';

/**
 * Adds a line to a meeting's chat log. The API knows chats by the meeting's numeric id, which only saving returns: the
 * owner's page saves the meeting unchanged to get it; for others it says why they cannot write.
 */
export function ChatForm({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('chat');
  const errorText = useErrorText();
  const hint = useId();
  const { data: user } = useQuery(currentUserQuery());
  const kept = user && draftNote(user.uuid, `chat.${meeting.id}`, readLine);
  const [text, setText] = useState(() => kept?.read()?.sentence ?? '');
  const known = numericIdOf(meeting.id);
  const owned = user !== undefined && user.uuid.toLowerCase() === meeting.ownerUuid?.toLowerCase();
  const send = useWrite<ChatLine, ChatLine>(
    (queryClient, line, watch) => sendChatLine(queryClient, meeting.id, line, watch),
    ({ sentence }) => {
      // What was typed in the meantime is another line.
      if (text.trim() === sentence) setText('');
    },
    kept,
  );
  if (!owned && known === undefined)
    return <p className={`ui-note ${classes.hint}`}>{user && t('unknown')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void send.run(newChatLine(text.trim()));
  };
  return (
    <form className={`ui-row ui-tight ${classes.form}`} onSubmit={submit}>
      <input
        className={classes.input}
        aria-label={t('label')}
        aria-describedby={hint}
        placeholder={t('label')}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        dir="auto"
      />
      <Button type="submit" variant="default" loading={send.busy}>
        {t('send')}
      </Button>
      <p id={hint} className={`ui-note ${classes.hint}`} role="status">
        {send.state.phase === 'done' && !send.state.found && text === '' && t('sent')}
      </p>
      <WriteNotice
        state={send.state}
        texts={{ unknown: t('notKnown'), found: t('found'), notDone: t('notSent') }}
        errorText={(error) => (error instanceof UnknownNumber ? t('noNumber') : errorText(error))}
        onCheck={() => send.look()}
      />
    </form>
  );
}

function readLine(wire: unknown): ChatLine | undefined {
  const line = fields(wire);
  const [sentence, time] = [asText(line.sentence), number(line.time)];
  return sentence === undefined || time === undefined ? undefined : { sentence, time };
}
