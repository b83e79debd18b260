import { Button, NativeSelect, Textarea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { MessageItem } from '#src/services/conversations/message-item.tsx';
import { longestOn } from './reach.ts';

/** The message to one client. */
export interface Letter {
  readonly client: number;
  readonly name: string;
  readonly transport: string | undefined;
  readonly text: string;
  readonly isEdited: boolean;
  /** What is sent beside or below the text. */
  readonly pdf:
    | { readonly name: string; readonly address: string; readonly label: string; readonly inText: boolean }
    | undefined;
}

/** Characters that a link takes in a text, with what stands before it. */
const linkLength = 200;

/** Whether a message fits into its channel. */
export const isTooLong = ({ text, transport, pdf }: Letter): boolean =>
  text.length + (pdf?.inText ? linkLength : 0) > longestOn(transport);

interface MessageFieldsProps {
  readonly letters: readonly Letter[];
  readonly current: Letter;
  readonly sender: string;
  readonly disabled: boolean;
  readonly onShow: (client: number) => void;
  /** @param text undefined for the one that is made from the minutes */
  readonly onWrite: (client: number, text: string | undefined) => void;
}

/** The text for each client, and how they get it. */
export function MessageFields({ letters, current, sender, disabled, onShow, onWrite }: MessageFieldsProps) {
  const t = useTranslations('sharing');
  const format = useFormatter();
  const { client, name, text, transport, isEdited, pdf } = current;
  const longest = longestOn(transport);
  const isLong = isTooLong(current);
  return (
    <>
      {letters.length > 1 && (
        <NativeSelect
          rightSection={<IconChevronDown size={16} aria-hidden />}
          label={t('messageFor')}
          value={String(client)}
          onChange={({ currentTarget: { value } }) => onShow(Number(value))}
          data={letters.map((letter) => ({ value: String(letter.client), label: letter.name }))}
        />
      )}
      <Textarea
        label={t('text', { name })}
        description={t('length', { count: text.length, longest })}
        error={isLong && t('tooLong', { longest })}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        disabled={disabled}
        dir="auto"
        onChange={({ currentTarget: { value } }) => onWrite(client, value)}
      />
      {isEdited && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          onClick={() => onWrite(client, undefined)}
        >
          {t('restore')}
        </Button>
      )}
      <section aria-label={t('preview', { name })}>
        <p className="ui-strong" dir="auto">
          {t('preview', { name })}
        </p>
        <ul className="ui-list">
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
