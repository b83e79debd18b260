import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { ownPlaceholders } from '#contract/gateway/broadcast-text.ts';
import { broadcastLimits, broadcastWays } from '#contract/gateway/broadcasts.ts';
import { textParts } from '#src/lib/text-parts.ts';
import { type BroadcastDraft, commonPlaceholders } from './draft.ts';

interface TemplateFieldsProps {
  readonly draft: BroadcastDraft;
  readonly onChange: (change: Partial<BroadcastDraft>) => void;
}

const longestEmail = 20_000;
const longestSubject = 255;
const longestValue = 500;

/** What is sent: the way, the text and what is filled into it. */
export function TemplateFields({ draft, onChange }: TemplateFieldsProps) {
  const t = useTranslations('broadcasts');
  const { way, subject, text, data } = draft;
  const { alphabet, parts } = textParts(text);
  const longest = way === 'text' ? broadcastLimits.textLength : longestEmail;
  const length = t('length', { count: text.length, longest });
  return (
    <>
      <NativeSelect
        rightSection={<IconChevronDown size={16} aria-hidden />}
        label={t('way')}
        description={t(way === 'text' ? 'wayText' : 'wayEmail')}
        value={way}
        data={broadcastWays.map((value) => ({ value, label: t(`ways.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          // Whom one way reaches, the other may not.
          onChange({ way: value === 'text' ? 'text' : 'email', people: [] })
        }
      />
      {way === 'email' && (
        <TextInput
          label={t('subject')}
          value={subject}
          maxLength={longestSubject}
          dir="auto"
          onChange={({ currentTarget: { value } }) => onChange({ subject: value })}
        />
      )}
      <Textarea
        label={t('text')}
        description={way === 'text' ? `${length}. ${t('parts', { parts, alphabet: t(alphabet) })}` : length}
        autosize
        minRows={5}
        maxRows={16}
        maxLength={longest}
        value={text}
        dir="auto"
        onChange={({ currentTarget: { value } }) => onChange({ text: value })}
      />
      <p className="ui-hint">{t('placeholders', { example: `{${t('exampleName')}}` })}</p>
      <div className="ui-row ui-tight">
        {ownPlaceholders.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ text: `${text}{${name}}` })}
          >
            {t('insert', { name: t(`own.${name}`), placeholder: `{${name}}` })}
          </Button>
        ))}
      </div>
      {commonPlaceholders(draft).map((name) => (
        <TextInput
          key={name}
          label={t('value', { name })}
          value={data[name] ?? ''}
          maxLength={longestValue}
          dir="auto"
          onChange={({ currentTarget: { value } }) => onChange({ data: { ...data, [name]: value } })}
        />
      ))}
    </>
  );
}
