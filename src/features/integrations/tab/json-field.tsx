import '@mantine/core/styles/Input.layer.css';
import { Textarea } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { writtenObject } from './json-object.ts';

interface JsonFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  /** Someone wants to send it: what is wrong with it is said. */
  readonly told: boolean;
  readonly onChange: (text: string) => void;
}

/** A field for an object whose fields the system does not document. */
export function JsonField({ label, hint, text, told, onChange }: JsonFieldProps) {
  const t = useTranslations('connections.json');
  return (
    <Textarea
      label={label}
      description={hint}
      value={text}
      autosize
      minRows={3}
      maxRows={12}
      dir="ltr"
      classNames={{ input: 'ui-code' }}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      error={told && writtenObject(text) === undefined && t('wrong')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
