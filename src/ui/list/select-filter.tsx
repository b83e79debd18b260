import { type Going, useShown } from '#src/lib/address/use-shown.ts';
import classes from './filter-bar.module.css';
import { type Option, Select } from './select.tsx';

interface SelectFilterProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => Going;
  /** Its options come later: it is as wide before as with them. */
  readonly late?: boolean;
}

/** A filter, or an order, of which one value is always chosen. Its options say what they are about. */
export function SelectFilter<Value extends string>({
  value,
  onChange,
  late = false,
  ...props
}: SelectFilterProps<Value>) {
  const [shown, choose] = useShown(value, onChange);
  return (
    <Select className={late ? classes.late : classes.select} value={shown} onChange={choose} {...props} />
  );
}
