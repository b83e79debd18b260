import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendChatMessage } from '#src/api/chat.ts';
import { meetingKeys } from '#src/api/meetings.ts';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { numericIdOf, updateMeeting } from '#src/api/save-meeting.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import classes from './chat-form.module.css';

/**
 * Adds a line to a meeting's chat log. The API knows chats by the meeting's numeric id, which only saving tells:
 * the owner's page saves the meeting unchanged to learn it; for others it says why they cannot write.
 */
export function ChatForm({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('chat');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const hint = useId();
  const { data: user } = useQuery(currentUserQuery());
  const [text, setText] = useState('');
  const known = numericIdOf(meeting.id);
  const owned = user !== undefined && user.uuid.toLowerCase() === meeting.ownerUuid?.toLowerCase();
  const send = useMutation({
    mutationFn: async (sentence: string) => {
      let numericId = known;
      if (numericId === undefined) {
        await updateMeeting(meeting.id, () => ({}));
        numericId = numericIdOf(meeting.id);
      }
      if (numericId === undefined) throw new UnknownNumber();
      await sendChatMessage(numericId, sentence);
    },
    onSuccess: async () => {
      setText('');
      await queryClient.invalidateQueries({ queryKey: meetingKeys.detail(meeting.id) });
    },
  });
  if (!owned && known === undefined) return <p className={classes.hint}>{user && t('unknown')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !send.isPending) send.mutate(text.trim());
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <input
        className={classes.input}
        aria-label={t('label')}
        aria-describedby={hint}
        placeholder={t('label')}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={send.isPending}>
        {t('send')}
      </Button>
      <p id={hint} className={classes.hint} role="status">
        {send.isError && (
          <span className={classes.error}>
            {send.error instanceof UnknownNumber ? t('noNumber') : errorText(send.error)} {t('notSent')}
          </span>
        )}
        {send.isSuccess && text === '' && t('sent')}
      </p>
    </form>
  );
}

/** The server did not tell the meeting's numeric id. */
class UnknownNumber extends Error {}
