import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';

interface SecretInputProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly required?: boolean;
  readonly error: string | false;
  readonly onChange: (value: string) => void;
}

/** What a header can carry, see `saveConnection` and `setWebhookSecret` of the contract. */
export const isHeaderSecret = (secret: string) => /^[\x21-\x7e]{8,512}$/.test(secret);

/** A field for a secret, which is never shown. */
export const SecretInput = ({ label, hint, value, required = false, error, onChange }: SecretInputProps) => (
  <TextInput
    label={label}
    description={hint}
    type="password"
    autoComplete="off"
    spellCheck={false}
    required={required}
    withAsterisk={false}
    value={value}
    error={error}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
