import { type Option, SelectFilter } from './select-filter.tsx';

interface OptionalFilterProps<Value extends string> {
  readonly label: string;
  /** Stands for every value. */
  readonly any: string;
  readonly value: Value | undefined;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value | undefined) => void;
}

/** Stands for every value in the document: nothing that is filtered by begins with a space. */
const anything = ' ';

/** A filter of which nothing may be chosen. */
export function OptionalFilter<Value extends string>({
  any,
  value,
  options,
  onChange,
  ...props
}: OptionalFilterProps<Value>) {
  return (
    <SelectFilter<Value | typeof anything>
      {...props}
      value={value ?? anything}
      options={[{ value: anything, label: any }, ...options]}
      onChange={(chosen) => onChange(chosen === anything ? undefined : chosen)}
    />
  );
}
