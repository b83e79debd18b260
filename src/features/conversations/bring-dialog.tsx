import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Message, Messages } from '#src/api/chat2desk/messages.ts';
import { bringMessages, broughtOptions } from '#src/api/claritalk/meetings/bring-messages.ts';
import { UnknownNumber } from '#src/api/claritalk/meetings/chat.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { useSender } from '#src/services/conversations/message-days.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { inPeriod, saidMessages } from './brought-messages.ts';

interface BringDialogProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  readonly onClose: () => void;
}

/** The reader's newest meetings, to choose from. */
const mostMeetings = 50;

/** Chooses messages, one by one or by a period, and a meeting whose chat gets them. */
export function BringDialog({ open, messages: { messages, hasOlder }, onClose }: BringDialogProps) {
  const t = useTranslations('linking.bring');
  const refusalText = useRefusalText();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [period, setPeriod] = useState({ from: '', until: '' });
  const [meeting, setMeeting] = useState('');
  const [missing, setMissing] = useState<'meeting' | 'messages'>();
  const bringing = useWrite(bringMessages);
  const dialog = open.conversation.id;
  const { data: brought } = useQuery({ ...broughtOptions(dialog, meeting), enabled: meeting !== '' });
  const said = saidMessages(messages);
  const isThere = (id: number) => brought?.get(id) === 'done';
  const wanted = said.filter(({ id }) => chosen.has(id) && !isThere(id)).map(({ id }) => id);
  const limit = (change: Partial<typeof period>) => {
    const next = { ...period, ...change };
    setPeriod(next);
    setChosen(new Set(inPeriod(said, next).map(({ id }) => id)));
  };
  const toggle = (id: number) =>
    setChosen(new Set([...chosen].filter((one) => one !== id).concat(chosen.has(id) ? [] : [id])));
  const submit = () => {
    const lacks = meeting === '' ? 'meeting' : wanted.length === 0 ? 'messages' : undefined;
    setMissing(lacks);
    return lacks === undefined && bringing.run({ dialog, meeting, messages: wanted });
  };
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit', { count: wanted.length })}
      busy={bringing.busy}
      error={missing && t(missing === 'meeting' ? 'noMeeting' : 'noMessages')}
      problem={
        <WriteNotice
          state={bringing.state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          errorText={(error) => (error instanceof UnknownNumber ? t('notYours') : refusalText(error))}
          onCheck={() => bringing.look()}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('lead')}</p>
      <MeetingChoice value={meeting} onChange={setMeeting} />
      <div className="ui-pair">
        <TextInput
          type="date"
          label={t('from')}
          value={period.from}
          onChange={(event) => limit({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={period.until}
          onChange={(event) => limit({ until: event.currentTarget.value })}
        />
      </div>
      {hasOlder && <p className="ui-note">{t('older')}</p>}
      <fieldset className="ui-stack ui-tight">
        <legend>{t('messages')}</legend>
        {said.map((message) => (
          <Choice
            key={message.id}
            open={open}
            message={message}
            isThere={isThere(message.id)}
            isChosen={chosen.has(message.id)}
            onToggle={() => toggle(message.id)}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

interface ChoiceProps {
  readonly open: OpenConversation;
  readonly message: Message;
  /** It is in the meeting's chat. */
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

interface MeetingChoiceProps {
  readonly value: string;
  readonly onChange: (meeting: string) => void;
}

/** Meetings of the reader's own: only their owner learns the number of a chat. */
function MeetingChoice({ value, onChange }: MeetingChoiceProps) {
  const t = useTranslations('linking');
  const format = useFormatter();
  const { data: user } = useQuery(currentUserQuery());
  const filter = { ...noFilter, owners: user ? [user.uuid] : [] };
  const request = { query: '', filter, order: 'desc', offset: 0, limit: mostMeetings } as const;
  const { data, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    indexStore.available && user !== undefined,
  );
  const meetings = (data?.hits ?? []).map(({ meeting: { id, name, createdAt } }) => ({
    value: id,
    label: [
      name ?? t('card.untitled'),
      createdAt === undefined ? '' : format.dateTime(createdAt, { dateStyle: 'medium' }),
    ].join(' · '),
  }));
  return (
    <NativeSelect
      label={t('bring.meeting')}
      description={known === 'all' ? undefined : t('dialog.soFar')}
      value={value}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('bring.choose') }, ...meetings]}
    />
  );
}
