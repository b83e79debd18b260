import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import type { MeetingPeople } from '#src/api/courier/meeting-people.ts';
import type { MeetingSent } from '#src/api/gateway/meeting-sent.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { serverNow } from '#src/lib/clock.ts';
import { MissingCharacters } from '#src/lib/document/missing-characters.ts';
import { plainText } from '#src/lib/text-parts.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { Notice } from '#src/ui/notice.tsx';
import { type Chosen, chosenWay, type Recipient, wayKey } from '../shared/reach.ts';
import { type FailedWay, FailedWays } from './failed-ways.tsx';
import { isTooLong, type Letter } from './letter.ts';
import { draftKey, lettersOf } from './letters.ts';
import { MessageFields } from './message-fields.tsx';
import { PartFields } from './part-fields.tsx';
import { beforeOf, RecipientFields } from './recipient-fields.tsx';
import { emptyDraft, keepDraft, readDraft, type SendDraft } from './send-draft.ts';
import { sendingOf } from './sending.ts';
import { useMinutes, usePdf } from './use-minutes.ts';
import { useSendings } from './use-sendings.ts';

interface SendFormProps {
  readonly meeting: Meeting;
  readonly user: CurrentUser;
  readonly recipients: readonly Recipient[];
  readonly people: MeetingPeople;
  /** Attendees who get nothing. */
  readonly unreached: Elements;
  /** Systems that did not say whom they reach. */
  readonly failed: readonly FailedWay[];
  readonly sent: MeetingSent;
  /** The one that is chosen at first. */
  readonly language: DocumentLanguage;
  readonly onClose: () => void;
}

const lastsMs = sharedFileLimits.hours * 60 * 60 * 1000;

/**
 * Those who have got nothing out of this meeting yet, and can be reached where they have written before. Whom only an
 * e-mail reaches, may be a colleague: people choose them.
 */
const chosenAtFirst = (recipients: readonly Recipient[], { sent }: MeetingSent): Chosen =>
  new Map(
    recipients.flatMap((recipient) => {
      const [way] = recipient.ways;
      const isUsual = way?.kind === 'messenger' && way.conversation && !beforeOf(recipient, sent);
      return isUsual ? [[recipient.id, wayKey(way)] as const] : [];
    }),
  );

export function SendForm(props: SendFormProps) {
  const { meeting, user, recipients, people, unreached, failed, sent, language: first, onClose } = props;
  const t = useTranslations('sharing');
  const refusalText = useRefusalText();
  const [draft, setDraft] = useState(() => readDraft(user.uuid, meeting.id));
  const [chosen, setChosen] = useState(() => chosenAtFirst(recipients, sent));
  const [shown, setShown] = useState<string>();
  const [until] = useState(() => new Date(serverNow() + lastsMs));
  const [problem, setProblem] = useState<Problem>();
  const change = (to: Partial<SendDraft>) => {
    const next = { ...draft, ...to };
    setDraft(next);
    keepDraft(user.uuid, meeting.id, next);
    setProblem(undefined);
  };
  const language = draft.language ?? first;
  const minutes = useMinutes(meeting, language);
  const { sharing } = sent;
  const ways = new Set(recipients.flatMap((one) => chosenWay(one, chosen)?.kind ?? []));
  const withPdf =
    draft.pdf && (ways.has('email') || (sharing && (ways.has('messenger') || ways.has('text'))));
  const pdf = usePdf(meeting, minutes, language, withPdf);
  const sendings = useSendings(user.uuid, meeting.id, () => {
    keepDraft(user.uuid, meeting.id, emptyDraft);
  });
  const { results, busy, state } = sendings;
  const file = withPdf && pdf.data ? { ...pdf.data, address: pdf.address } : undefined;
  const letters = minutes.data
    ? lettersOf(recipients, chosen, { minutes: minutes.data, draft, pdf: file, sharing, until })
    : [];
  const due = letters.filter(({ recipient }) => {
    const known = results.get(recipient)?.state;
    return known === undefined || known === 'refused';
  });
  const current = letters.find(({ recipient }) => recipient === shown) ?? letters[0];
  const isDraft = minutes.data?.file.status !== 'approved';
  const isMaking = minutes.isPending || (withPdf && pdf.isPending);
  const submit = () => {
    const wrong = problemOf(due);
    setProblem(wrong);
    if (wrong || (withPdf && !pdf.data)) return false;
    const operator = user.role === 'admin' ? sent.operator : undefined;
    const options = { meeting: meeting.id, operator, content: pdf.data?.content };
    return sendings.run({ sendings: due.map((letter) => sendingOf(letter, options)) });
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
      <FailedWays failed={failed} />
      <RecipientFields
        recipients={recipients}
        people={people}
        consent={{
          meeting: meeting.id,
          text: minutes.data && plainText(minutes.data.texts.t('message.consent')),
        }}
        chosen={chosen}
        sent={sent.sent}
        results={results}
        disabled={busy}
        onChoose={(recipient, way) => {
          const next = new Map(chosen);
          if (way === undefined) next.delete(recipient);
          else next.set(recipient, way);
          setChosen(next);
          setProblem(undefined);
        }}
      />
      {unreached}
      <NativeSelect
        label={t('language')}
        description={t('languageForAll')}
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
          sharing={sharing}
          ways={ways}
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
          onWrite={({ recipient, way }, text) =>
            change({ texts: withText(draft.texts, draftKey(recipient, way), text) })
          }
          onSubject={(subject) => change({ subject })}
        />
      )}
    </FormDialog>
  );
}

type Problem = 'nobody' | 'tooLong' | 'empty' | 'noSubject';

function problemOf(due: readonly Letter[]): Problem | undefined {
  if (due.length === 0) return 'nobody';
  if (due.some(({ text }) => text.trim() === '')) return 'empty';
  if (due.some(({ subject }) => subject?.trim() === '')) return 'noSubject';
  return due.some(isTooLong) ? 'tooLong' : undefined;
}

function withText(texts: SendDraft['texts'], key: string, text: string | undefined): SendDraft['texts'] {
  const { [key]: _, ...others } = texts;
  return text === undefined ? others : { ...others, [key]: text };
}
