import '@mantine/core/styles/Input.layer.css';
import { Textarea, TextInput } from '@mantine/core';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with it. */
  readonly error?: string | false | undefined;
  readonly longest: number;
  /** It may have several. */
  readonly lines?: boolean;
  readonly type?: 'tel' | 'time' | 'datetime-local';
  /** A name or an address for machines. */
  readonly technical?: boolean;
  readonly focus?: boolean;
}

/** A field of a dialog that is written in. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  longest,
  lines,
  type,
  technical,
  focus,
}: TextFieldProps) {
  const shared = {
    label,
    value,
    ...(hint === undefined ? {} : { description: hint }),
    error,
    maxLength: longest,
    autoComplete: 'off',
    'data-autofocus': focus,
  };
  if (!lines) {
    return (
      <TextInput
        {...shared}
        {...(type === undefined ? {} : { type })}
        {...(technical ? { dir: 'ltr', autoCapitalize: 'off', spellCheck: false } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={10}
      dir="auto"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
