import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Option } from '#src/ui/list/select.tsx';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option<string>[];
  readonly focus?: boolean;
  readonly onChange: (value: string) => void;
}

/** A field in which one of a few values is chosen. */
export const ChoiceField = ({ label, value, options, focus, onChange }: ChoiceFieldProps) => (
  <NativeSelect
    label={label}
    maw="26rem"
    value={value}
    data={[...options]}
    rightSection={<IconChevronDown size={16} aria-hidden />}
    data-autofocus={focus}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
