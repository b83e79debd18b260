import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { MinutesToClient } from '#src/api/chat2desk/send-minutes.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { MeetingSent } from '#src/api/gateway/meeting-sent.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { serverNow } from '#src/lib/clock.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { MissingCharacters } from '../export/missing-characters.ts';
import { lettersOf } from './letters.ts';
import { isTooLong, type Letter, MessageFields } from './message-fields.tsx';
import { PartFields } from './part-fields.tsx';
import type { Recipient } from './reach.ts';
import { type Chosen, RecipientFields } from './recipient-fields.tsx';
import { emptyDraft, keepDraft, readDraft, type SendDraft } from './send-draft.ts';
import { useMinutes, usePdf } from './use-minutes.ts';
import { useSendings } from './use-sendings.ts';

interface SendFormProps {
  readonly meeting: Meeting;
  readonly user: CurrentUser;
  readonly recipients: readonly Recipient[];
  readonly sent: MeetingSent;
  /** The one that is chosen at first. */
  readonly language: DocumentLanguage;
  readonly onClose: () => void;
}

const lastsMs = sharedFileLimits.hours * 60 * 60 * 1000;

/** Those who have got nothing out of this meeting yet, and can be reached where they have written before. */
const chosenAtFirst = (recipients: readonly Recipient[], { sent }: MeetingSent): Chosen =>
  new Map(
    recipients
      .filter(({ client, ways }) => ways[0]?.conversation && !sent.some((one) => one.client.id === client.id))
      .map(({ client }) => [client.id, 0]),
  );

export function SendForm({ meeting, user, recipients, sent, language: first, onClose }: SendFormProps) {
  const t = useTranslations('sharing');
  const refusalText = useRefusalText();
  const [draft, setDraft] = useState(() => readDraft(user.uuid, meeting.id));
  const [chosen, setChosen] = useState(() => chosenAtFirst(recipients, sent));
  const [shown, setShown] = useState<number>();
  const [until] = useState(() => new Date(serverNow() + lastsMs));
  const [problem, setProblem] = useState<'nobody' | 'tooLong' | 'empty'>();
  const change = (to: Partial<SendDraft>) => {
    const next = { ...draft, ...to };
    setDraft(next);
    keepDraft(user.uuid, meeting.id, next);
    setProblem(undefined);
  };
  const language = draft.language ?? first;
  const minutes = useMinutes(meeting, language);
  const withPdf = draft.pdf && sent.sharing;
  const pdf = usePdf(meeting, minutes, language, withPdf);
  const sendings = useSendings(user.uuid, meeting.id, () => {
    keepDraft(user.uuid, meeting.id, emptyDraft);
  });
  const { results, busy, state } = sendings;
  const file = withPdf && pdf.data ? { ...pdf.data, address: pdf.address } : undefined;
  const letters = minutes.data
    ? lettersOf(recipients, chosen, { minutes: minutes.data, draft, pdf: file, until })
    : [];
  const due = letters.filter(({ client }) => {
    const known = results.get(client)?.state;
    return known === undefined || known === 'refused';
  });
  const current = letters.find(({ client }) => client === shown) ?? letters[0];
  const isDraft = minutes.data?.file.status !== 'approved';
  const isMaking = minutes.isPending || (withPdf && pdf.isPending);
  const submit = () => {
    const wrong = problemOf(due);
    setProblem(wrong);
    if (wrong || (withPdf && !pdf.data)) return false;
    return sendings.run({ sendings: due.map((letter) => sendingOf(letter)) });
  };
  const sendingOf = ({ client, text, transport, pdf: attached }: Letter): MinutesToClient => {
    const way = recipients.find((one) => one.client.id === client)?.ways[chosen.get(client) ?? 0];
    const content = pdf.data?.content;
    return {
      ...wishNow(),
      meeting: meeting.id,
      client,
      channel: way?.channel?.id,
      transport,
      text: text.trim(),
      operator: user.role === 'admin' ? sent.operator : undefined,
      pdf: attached && content && { ...attached, content },
    };
  };
  return (
    <FormDialog
      title={t('title')}
      submit={t(isDraft ? 'sendDraft' : 'send', { count: due.length })}
      busy={busy || isMaking}
      error={problem && t(`problems.${problem}`)}
      problem={
        <WriteNotice
          state={state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          errorText={refusalText}
          onCheck={() => sendings.look()}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {minutes.data && isDraft && (
        <Notice kind="warning">
          <p>{t(minutes.data.file.status === 'changed' ? 'changed' : 'notApproved')}</p>
        </Notice>
      )}
      <RecipientFields
        recipients={recipients}
        chosen={chosen}
        sent={sent.sent}
        results={results}
        disabled={busy}
        onChoose={(client, way) => {
          const next = new Map(chosen);
          if (way === undefined) next.delete(client);
          else next.set(client, way);
          setChosen(next);
          setProblem(undefined);
        }}
      />
      <NativeSelect
        rightSection={<IconChevronDown size={16} aria-hidden />}
        label={t('language')}
        value={language}
        disabled={busy}
        onChange={({ currentTarget: { value } }) => {
          if (isDocumentLanguage(value)) change({ language: value });
        }}
        data={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
      />
      {minutes.isError && <ErrorState error={minutes.error} onRetry={() => void minutes.refetch()} />}
      {minutes.data && (
        <PartFields
          file={minutes.data.file}
          draft={draft}
          sharing={sent.sharing}
          disabled={busy}
          onChange={change}
        />
      )}
      {pdf.isError && (
        <p className="ui-danger" role="alert">
          {pdf.error instanceof MissingCharacters
            ? t('pdfMissing', { characters: pdf.error.characters.join(' ') })
            : t('pdfFailed')}
        </p>
      )}
      {current && (
        <MessageFields
          letters={letters}
          current={current}
          sender={user.name}
          disabled={busy}
          onShow={setShown}
          onWrite={(client, text) => change({ texts: withText(draft.texts, client, text) })}
        />
      )}
    </FormDialog>
  );
}

function problemOf(due: readonly Letter[]): 'nobody' | 'tooLong' | 'empty' | undefined {
  if (due.length === 0) return 'nobody';
  if (due.some(({ text }) => text.trim() === '')) return 'empty';
  return due.some(isTooLong) ? 'tooLong' : undefined;
}

function withText(texts: SendDraft['texts'], client: number, text: string | undefined): SendDraft['texts'] {
  const { [client]: _, ...others } = texts;
  return text === undefined ? others : { ...others, [client]: text };
}
