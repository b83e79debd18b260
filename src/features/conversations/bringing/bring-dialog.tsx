import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '#src/api/chat2desk/messages.ts';
import { bringMessages, broughtOptions } from '#src/api/claritalk/meetings/bring-messages.ts';
import { UnknownNumber } from '#src/api/claritalk/meetings/chat.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import { type Found, SearchChoice } from '#src/services/conversations/search-choice.tsx';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { inPeriod, isUnread, type Period, saidMessages } from './brought-messages.ts';
import { MessageChoices } from './message-choices.tsx';
import { useOwnMeetings } from './use-own-meetings.ts';
import { useWholePeriod } from './use-whole-period.ts';

interface BringDialogProps {
  readonly open: OpenConversation;
  readonly messages: Messages;
  readonly onClose: () => void;
}

/** Chooses messages, one by one or by a period, and a meeting whose chat gets them. */
export function BringDialog({ open, messages, onClose }: BringDialogProps) {
  const t = useTranslations('linking.bring');
  const refusalText = useRefusalText();
  const errorText = useErrorText();
  /** What was clicked; everything else is chosen where a period is. */
  const [clicked, setClicked] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [period, setPeriod] = useState<Period>({ from: '', until: '' });
  const [words, setWords] = useState('');
  const [meeting, setMeeting] = useState<Found>();
  const [missing, setMissing] = useState<'meeting' | 'messages' | 'reading'>();
  const bringing = useWrite(bringMessages);
  const { dialog } = open.conversation;
  const meetings = useOwnMeetings(words);
  const { data: brought } = useQuery({
    ...broughtOptions(dialog, meeting?.key ?? ''),
    enabled: meeting !== undefined,
  });
  const reading = useWholePeriod(dialog, messages, period);
  const isLimited = period.from !== '' || period.until !== '';
  const said = inPeriod(saidMessages(messages.messages), period);
  const isThere = (id: number) => brought?.get(id) === 'done';
  const isChosen = (id: number) => clicked.get(id) ?? isLimited;
  const wanted = said.filter(({ id }) => isChosen(id) && !isThere(id)).map(({ id }) => id);
  const limit = (change: Partial<Period>) => {
    setPeriod({ ...period, ...change });
    setClicked(new Map());
  };
  const submit = () => {
    const isWhole = !isUnread(messages, period);
    const lacks = meeting === undefined ? 'meeting' : !isWhole ? 'reading' : undefined;
    const problem = lacks ?? (wanted.length === 0 ? 'messages' : undefined);
    setMissing(problem);
    if (problem !== undefined || !meeting) return false;
    return bringing.run({ dialog, meeting: meeting.key, messages: wanted });
  };
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit', { count: wanted.length })}
      busy={bringing.busy}
      error={missing && t(`missing.${missing}`)}
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
      <SearchChoice
        label={t('meeting')}
        start=""
        onSearch={setWords}
        choices={meetings.choices}
        error={meetings.error}
        isPartial={meetings.isPartial}
        chosen={meeting}
        onChoose={(choice) => {
          setMeeting(choice);
          setMissing(undefined);
        }}
      />
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
      <div role="status" className="ui-row ui-tight">
        {!isLimited && messages.hasOlder && <p className="ui-note">{t('older')}</p>}
        {reading.isReading && <p className="ui-note">{t('reading', { count: messages.messages.length })}</p>}
        {reading.error !== undefined && (
          <>
            <p className="ui-problem" dir="auto">
              {errorText(reading.error)}
            </p>
            <Button size="compact-sm" variant="default" onClick={reading.again}>
              {t('readAgain')}
            </Button>
          </>
        )}
      </div>
      <MessageChoices
        key={`${period.from} ${period.until}`}
        open={open}
        messages={said}
        isThere={isThere}
        isChosen={isChosen}
        onToggle={(id) => setClicked(new Map([...clicked, [id, !isChosen(id)]]))}
      />
    </FormDialog>
  );
}
