import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { documentLanguageNames } from '#src/i18n/document-languages.ts';
import { textParts } from '#src/lib/text-parts.ts';
import { MessageItem } from '#src/services/conversations/message-item.tsx';
import { longestBy } from '../shared/reach.ts';
import { isTooLong, type Letter, longestSubject, wholeText } from './letter.ts';

interface MessageFieldsProps {
  readonly letters: readonly Letter[];
  readonly current: Letter;
  readonly sender: string;
  readonly disabled: boolean;
  readonly onShow: (recipient: string) => void;
  /** @param text undefined for the one that is made from the minutes */
  readonly onWrite: (letter: Letter, text: string | undefined) => void;
  readonly onSubject: (letter: Letter, subject: string) => void;
}

/** The text for each recipient, and how they get it. */
export function MessageFields(props: MessageFieldsProps) {
  const { letters, current, sender, disabled, onShow, onWrite, onSubject } = props;
  const t = useTranslations('sharing');
  const format = useFormatter();
  const { recipient, name, text, way, language, subject, isEdited, pdf } = current;
  const longest = longestBy(way);
  const isLong = isTooLong(current);
  const whole = way.kind === 'text' ? wholeText(current) : text;
  const { alphabet, parts } = textParts(whole);
  const length = t('length', { count: whole.length, longest });
  return (
    <>
      {letters.length > 1 && (
        <NativeSelect
          label={t('messageFor')}
          value={recipient}
          onChange={({ currentTarget: { value } }) => onShow(value)}
          data={letters.map((letter) => ({
            value: letter.recipient,
            label: t('inLanguage', { name: letter.name, language: documentLanguageNames[letter.language] }),
          }))}
        />
      )}
      {subject !== undefined && (
        <TextInput
          label={t('subject')}
          value={subject}
          maxLength={longestSubject}
          disabled={disabled}
          lang={language}
          dir="auto"
          onChange={({ currentTarget: { value } }) => onSubject(current, value)}
        />
      )}
      <Textarea
        label={t('text', { name })}
        description={
          way.kind === 'text' ? `${length}. ${t('textParts', { parts, alphabet: t(alphabet) })}` : length
        }
        error={isLong && t('tooLong', { longest })}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        disabled={disabled}
        lang={language}
        dir="auto"
        onChange={({ currentTarget: { value } }) => onWrite(current, value)}
      />
      {isEdited && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            disabled={disabled}
            onClick={() => onWrite(current, undefined)}
          >
            {t('restore')}
          </Button>
        </div>
      )}
      <section aria-label={t('preview', { name })}>
        <p className="ui-strong" dir="auto">
          {t('preview', { name })}
        </p>
        {subject !== undefined && (
          <p lang={language} dir="auto">
            {subject}
          </p>
        )}
        <ul className="ui-list" lang={language}>
          <MessageItem
            message={{
              type: 'to_client',
              text: pdf?.inText ? `${text}\n\n${pdf.label}\n${t('linkHere')}` : text,
              at: undefined,
              attachments: pdf && !pdf.inText ? [{ kind: 'file', name: pdf.name, link: pdf.address }] : [],
            }}
            sender={sender}
            delivery={undefined}
            format={format}
          />
        </ul>
      </section>
    </>
  );
}
