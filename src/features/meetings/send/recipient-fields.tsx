import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { SentToClient } from '#src/api/gateway/meeting-sent.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import type { Recipient, Way } from './reach.ts';
import type { SendingResult } from './send-batch.ts';

/** Whom to write to, and on which of their channels. */
export type Chosen = ReadonlyMap<number, number>;

interface RecipientFieldsProps {
  readonly recipients: readonly Recipient[];
  readonly chosen: Chosen;
  /** What they got out of this meeting before. */
  readonly sent: readonly SentToClient[];
  readonly results: ReadonlyMap<number, SendingResult>;
  readonly disabled: boolean;
  /** @param way index of the channel; undefined to leave the client out */
  readonly onChoose: (client: number, way: number | undefined) => void;
}

export function RecipientFields({
  recipients,
  chosen,
  sent,
  results,
  disabled,
  onChoose,
}: RecipientFieldsProps) {
  const t = useTranslations('sharing');
  return (
    <fieldset className="ui-stack ui-tight" disabled={disabled}>
      <legend className="ui-strong">{t('recipients')}</legend>
      {recipients.map((recipient) => {
        const { client, ways } = recipient;
        const at = chosen.get(client.id);
        const result = results.get(client.id);
        return (
          <div key={client.id} className="ui-option">
            <input
              type="checkbox"
              id={`recipient-${client.id}`}
              checked={at !== undefined}
              disabled={ways.length === 0 || result?.state === 'done' || result?.state === 'unknown'}
              onChange={() => onChoose(client.id, at === undefined ? 0 : undefined)}
            />
            <div className="ui-ends">
              <label htmlFor={`recipient-${client.id}`} dir="auto">
                {client.name}
              </label>
              {result && <Result result={result} />}
            </div>
            <Notes recipient={recipient} way={ways[at ?? 0]} sent={sent} />
            {ways.length > 1 && at !== undefined && (
              <NativeSelect
                size="xs"
                rightSection={<IconChevronDown size={16} aria-hidden />}
                label={t('channelOf', { name: client.name })}
                value={String(at)}
                onChange={({ currentTarget: { value } }) => onChoose(client.id, Number(value))}
                data={ways.map(({ channel, transport }, index) => ({
                  value: String(index),
                  label: channel?.name ?? transport ?? '',
                }))}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface NotesProps {
  readonly recipient: Recipient;
  readonly way: Way | undefined;
  readonly sent: readonly SentToClient[];
}

/** Where the message goes, and what is special about that. */
function Notes({ recipient: { client, ways }, way, sent }: NotesProps) {
  const t = useTranslations('sharing');
  const format = useFormatter();
  const before = sent.find(
    (one) => one.client.id === client.id && one.state !== 'refused' && one.state !== 'not-sent',
  );
  const at = before?.at && format.dateTime(before.at, { dateStyle: 'medium', timeStyle: 'short' });
  const name = way?.channel?.name ?? way?.transport ?? '';
  return (
    <div className="ui-note">
      {ways.length === 0 && <p>{t('unreachable', { name: client.name })}</p>}
      {ways.length > 0 && <p dir="auto">{[client.address, name].filter(Boolean).join(' · ')}</p>}
      {way && !way.conversation && <p>{t('firstContact', { name: client.name, channel: name })}</p>}
      {way?.conversation && !way.conversation.open && <p>{t('reopens')}</p>}
      {at !== undefined && <p>{t('before', { at })}</p>}
    </div>
  );
}

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
