import { NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

interface StartAndLengthProps {
  /** What the two fields, and a length, are called. */
  readonly texts: {
    readonly start: string;
    readonly length: string;
    readonly minutes: (count: number) => string;
  };
  /** As `datetime-local` has it. */
  readonly start: string;
  readonly minutes: number;
  /** Lengths to choose from, in minutes. */
  readonly lengths: readonly number[];
  readonly onStart: (start: string) => void;
  readonly onMinutes: (minutes: number) => void;
}

/** When something that is planned begins, and how long it takes. */
export function StartAndLength({ texts, start, minutes, lengths, onStart, onMinutes }: StartAndLengthProps) {
  return (
    <div className="ui-pair">
      <TextInput
        type="datetime-local"
        label={texts.start}
        value={start}
        onChange={(event) => onStart(event.currentTarget.value)}
      />
      <NativeSelect
        label={texts.length}
        value={String(minutes)}
        rightSection={<IconChevronDown size={16} aria-hidden />}
        data={lengths.map((count) => ({ value: String(count), label: texts.minutes(count) }))}
        onChange={(event) => onMinutes(Number(event.currentTarget.value))}
      />
    </div>
  );
}
