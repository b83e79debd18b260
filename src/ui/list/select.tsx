import '@mantine/core/styles/Input.layer.css';
import { Input } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

export interface Option<Value extends string | number> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string | number> {
  /** Where something else says what is chosen: the id of the field. */
  readonly id?: string;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly small?: boolean;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/**
 * A choice of one value on the first screen of a page. Not Mantine's NativeSelect, for forms: that one gives itself an
 * id after it is drawn, and so is drawn twice.
 */
export function Select<Value extends string | number>({
  id,
  label,
  className,
  small = false,
  value,
  options,
  onChange,
}: SelectProps<Value>) {
  return (
    <Input
      component="select"
      pointer
      size={small ? 'xs' : 'sm'}
      attributes={leftToRight}
      rightSection={<IconChevronDown size={small ? 14 : 16} aria-hidden />}
      rightSectionPointerEvents="none"
      className={className ?? ''}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => String(option.value) === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} dir="auto">
          {option.label}
        </option>
      ))}
    </Input>
  );
}

// So that the arrow stays where it is; options have their own direction.
const leftToRight = { input: { dir: 'ltr' } };
