import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import classes from './filter-bar.module.css';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectFilterProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** A filter, or an order, of which one value is always chosen. Its options say what they are about. */
export function SelectFilter<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SelectFilterProps<Value>) {
  return (
    <NativeSelect
      className={classes.select ?? ''}
      aria-label={label}
      value={value}
      rightSection={<IconChevronDown size={16} aria-hidden />}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => option.value === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
      data={options}
    />
  );
}
