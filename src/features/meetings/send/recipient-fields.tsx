import { NativeSelect } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { MeetingPeople } from '#src/api/courier/meeting-people.ts';
import type { SentToClient } from '#src/api/gateway/meeting-sent.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { type Chosen, chosenWay, mayAgree, type Recipient, type Way, wayKey } from '../shared/reach.ts';
import { ConsentFields, type ConsentQuestion } from './consent-fields.tsx';
import type { SendingResult } from './send-batch.ts';

interface RecipientFieldsProps {
  readonly recipients: readonly Recipient[];
  readonly people: MeetingPeople;
  readonly chosen: Chosen;
  /** What they got out of this meeting before. */
  readonly sent: readonly SentToClient[];
  readonly results: ReadonlyMap<string, SendingResult>;
  /** What someone would be asked, in their language. */
  readonly consentOf: (recipient: Recipient) => ConsentQuestion;
  readonly languageOf: (recipient: Recipient) => DocumentLanguage;
  readonly disabled: boolean;
  /** @param way its key; undefined to leave the recipient out */
  readonly onChoose: (recipient: string, way: string | undefined) => void;
  readonly onLanguage: (recipient: string, language: DocumentLanguage) => void;
}

export function RecipientFields(props: RecipientFieldsProps) {
  const { recipients, people, chosen, sent, results, consentOf, languageOf, disabled } = props;
  const { onChoose, onLanguage } = props;
  const t = useTranslations('sharing');
  const wayName = useWayName();
  return (
    <fieldset className="ui-stack ui-tight" disabled={disabled}>
      <legend className="ui-strong">{t('recipients')}</legend>
      {recipients.map((recipient) => {
        const { id, name, ways, person } = recipient;
        const [first] = ways;
        const way = chosenWay(recipient, chosen);
        const result = results.get(id);
        return (
          <div key={id} className="ui-option">
            <input
              type="checkbox"
              id={`recipient-${id}`}
              checked={way !== undefined}
              disabled={ways.length === 0 || result?.state === 'done' || result?.state === 'unknown'}
              onChange={() => onChoose(id, way || !first ? undefined : wayKey(first))}
            />
            <div className="ui-ends">
              <label htmlFor={`recipient-${id}`} dir="auto">
                {name}
              </label>
              {result && <Result result={result} />}
            </div>
            <Notes recipient={recipient} way={way ?? first} sent={sent} />
            {way && (
              <div className="ui-row ui-tight">
                {ways.length > 1 && (
                  <NativeSelect
                    size="xs"
                    flex="1 1 6.5rem"
                    label={t('channel')}
                    aria-label={t('channelOf', { name })}
                    value={wayKey(way)}
                    onChange={({ currentTarget: { value } }) => onChoose(id, value)}
                    data={ways.map((one) => ({ value: wayKey(one), label: wayName(one, ways) }))}
                  />
                )}
                <NativeSelect
                  size="xs"
                  flex="1 1 6.5rem"
                  label={t('language')}
                  aria-label={t('languageOf', { name })}
                  value={languageOf(recipient)}
                  onChange={({ currentTarget: { value } }) => {
                    if (isDocumentLanguage(value)) onLanguage(id, value);
                  }}
                  data={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
                />
              </div>
            )}
            {person && mayAgree(recipient, people) && (
              <ConsentFields person={person} question={consentOf(recipient)} disabled={disabled} />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** What people call a way; the system’s name tells two of the same name apart. */
function useWayName(): (way: Way, all: readonly Way[]) => string {
  const t = useTranslations('sharing.ways');
  const nameOf = (way: Way) =>
    way.kind === 'messenger' ? (way.channel?.name ?? way.transport ?? '') : t(way.kind);
  return (way, all) => {
    const name = nameOf(way);
    const isOnly = !all.some((other) => other !== way && nameOf(other).toLowerCase() === name.toLowerCase());
    return isOnly ? name : t('of', { name, system: way.kind === 'messenger' ? 'Chat2Desk' : 'Courier' });
  };
}

interface NotesProps {
  readonly recipient: Recipient;
  readonly way: Way | undefined;
  readonly sent: readonly SentToClient[];
}

/** Where the message goes, and what is special about that. */
function Notes({ recipient, way, sent }: NotesProps) {
  const t = useTranslations('sharing');
  const format = useFormatter();
  const wayName = useWayName();
  const { name } = recipient;
  const before = beforeOf(recipient, sent);
  const at = before?.at && format.dateTime(before.at, { dateStyle: 'medium', timeStyle: 'short' });
  const messenger = way?.kind === 'messenger' ? way : undefined;
  return (
    <div className="ui-note">
      {way ? (
        <p dir="auto">
          {[addressOf(recipient, way), wayName(way, recipient.ways)].filter(Boolean).join(' · ')}
        </p>
      ) : (
        <p>{t('unreachable', { name })}</p>
      )}
      {messenger && !messenger.conversation && (
        <p>{t('firstContact', { name, channel: wayName(messenger, recipient.ways) })}</p>
      )}
      {messenger?.conversation && !messenger.conversation.open && <p>{t('reopens')}</p>}
      {at !== undefined && <p>{t('before', { at })}</p>}
    </div>
  );
}

function addressOf({ client }: Recipient, way: Way): string | undefined {
  if (way.kind === 'messenger') return client?.address;
  return way.kind === 'email' ? way.address : way.phone;
}

/** The newest that they got, or may have got, by whichever system. */
export const beforeOf = (
  { id, person }: Recipient,
  sent: readonly SentToClient[],
): SentToClient | undefined =>
  sent.find(
    ({ client, state }) =>
      (client.id === id || client.id === person?.individual) && state !== 'refused' && state !== 'not-sent',
  );

function Result({ result: { state, error } }: { readonly result: SendingResult }) {
  const t = useTranslations('sharing.results');
  const refusalText = useRefusalText();
  const isBad = state === 'refused' || state === 'unknown';
  return (
    <span className={isBad ? 'ui-problem' : 'ui-note'} dir="auto">
      {state === 'refused' ? t('refused', { why: refusalText(error) }) : t(state)}
    </span>
  );
}
