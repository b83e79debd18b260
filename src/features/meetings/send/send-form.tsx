import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import type { MeetingPeople } from '#src/api/courier/meeting-people.ts';
import type { MeetingSent } from '#src/api/gateway/meeting-sent.ts';
import type { DocumentLanguage } from '#src/i18n/document-languages.ts';
import { serverNow } from '#src/lib/clock.ts';
import { MissingCharacters } from '#src/lib/document/missing-characters.ts';
import { plainText } from '#src/lib/text-parts.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { Notice } from '#src/ui/notice.tsx';
import { clientLanguage, keepLanguages, lastLanguages } from '../shared/client-language.ts';
import { type Chosen, chosenWay, type Recipient, wayKey } from '../shared/reach.ts';
import { type FailedWay, FailedWays } from './failed-ways.tsx';
import { isTooLong, type Letter } from './letter.ts';
import { draftKey, lettersOf, takesPdf } from './letters.ts';
import { MessageFields } from './message-fields.tsx';
import { PartFields } from './part-fields.tsx';
import { beforeOf, RecipientFields } from './recipient-fields.tsx';
import { emptyDraft, keepDraft, readDraft, type SendDraft } from './send-draft.ts';
import { sendingOf } from './sending.ts';
import { useMinutes, usePdfs, useTexts } from './use-minutes.ts';
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
  /** Of the meeting: for those of whom no other one is known. */
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
  const { meeting, user, recipients, people, unreached, failed, sent, language: ofMeeting, onClose } = props;
  const t = useTranslations('sharing');
  const refusalText = useRefusalText();
  const [draft, setDraft] = useState(() => readDraft(user.uuid, meeting.id));
  const [last] = useState(() => lastLanguages(user.uuid));
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
  const languageOf = (one: Recipient) => draft.languages[one.id] ?? clientLanguage(one, last, ofMeeting);
  const { data: file, ...minutes } = useMinutes(meeting);
  const { texts, failed: noTexts } = useTexts(new Set(recipients.map(languageOf)));
  const { sharing } = sent;
  const goingOut = recipients.flatMap((one) => {
    const way = chosenWay(one, chosen);
    return way ? [{ way, language: languageOf(one) }] : [];
  });
  const ways = new Set(goingOut.map(({ way }) => way.kind));
  const withPdf = draft.pdf ? goingOut.filter(({ way }) => takesPdf(way, sharing)) : [];
  const pdf = usePdfs(meeting, file, [...new Set(withPdf.map(({ language }) => language))]);
  const sendings = useSendings(user.uuid, meeting.id, () => {
    keepDraft(user.uuid, meeting.id, emptyDraft);
  });
  const { results, busy, state } = sendings;
  const letters = file
    ? lettersOf(recipients, chosen, { file, languageOf, texts, draft, pdfs: pdf.pdfs, sharing, until })
    : [];
  const due = letters.filter(({ recipient }) => {
    const known = results.get(recipient)?.state;
    return known === undefined || known === 'refused';
  });
  const current = letters.find(({ recipient }) => recipient === shown) ?? letters[0];
  const isDraft = file?.status !== 'approved';
  const broken = minutes.isError ? minutes : noTexts;
  const isMaking = !broken && (letters.length < goingOut.length || pdf.isPending);
  const submit = () => {
    const wrong = broken ? undefined : problemOf(due);
    setProblem(wrong);
    if (wrong || broken || pdf.error) return false;
    const operator = user.role === 'admin' ? sent.operator : undefined;
    const options = { meeting: meeting.id, operator };
    keepLanguages(user.uuid, new Map(due.map(({ recipient, language }) => [recipient, language])));
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
      {file && isDraft && (
        <Notice kind="warning">
          <p>{t(file.status === 'changed' ? 'changed' : 'notApproved')}</p>
        </Notice>
      )}
      <FailedWays failed={failed} />
      <RecipientFields
        recipients={recipients}
        people={people}
        consentOf={(recipient) => {
          const words = texts.get(languageOf(recipient));
          return { meeting: meeting.id, text: words && plainText(words.t('message.consent')) };
        }}
        languageOf={languageOf}
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
        onLanguage={(recipient, language) =>
          change({ languages: { ...draft.languages, [recipient]: language } })
        }
      />
      {unreached}
      {broken?.error && <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />}
      {file && (
        <PartFields
          file={file}
          draft={draft}
          sharing={sharing}
          ways={ways}
          disabled={busy}
          onChange={change}
        />
      )}
      {pdf.error && (
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
          onWrite={({ recipient, way, language }, text) =>
            change({ texts: withText(draft.texts, draftKey(recipient, way, language), text) })
          }
          onSubject={({ language }, subject) =>
            change({ subjects: { ...draft.subjects, [language]: subject } })
          }
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
