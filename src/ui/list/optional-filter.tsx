import { useState } from 'react';
import type { Going } from '#src/lib/address/use-shown.ts';
import type { Option } from './select.tsx';
import { SelectFilter } from './select-filter.tsx';

interface OptionalFilterProps<Value extends string> {
  readonly label: string;
  /** Stands for every value. */
  readonly any: string;
  readonly value: Value | undefined;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value | undefined) => Going;
}

/** Means every value: no value to filter by begins with a space. */
const anything = ' ';

/** A filter that may be left empty. */
export function OptionalFilter<Value extends string>({
  any,
  value,
  options,
  onChange,
  ...props
}: OptionalFilterProps<Value>) {
  // What was not there at first is on its way.
  const [late] = useState(options.length === 0);
  return (
    <SelectFilter<Value | typeof anything>
      {...props}
      late={late}
      value={value ?? anything}
      options={[{ value: anything, label: any }, ...options]}
      onChange={(chosen) => onChange(chosen === anything ? undefined : chosen)}
    />
  );
}
