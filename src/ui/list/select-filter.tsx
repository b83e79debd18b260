import classes from './filter-bar.module.css';
import { type Option, Select } from './select.tsx';

interface SelectFilterProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** A filter, or an order, of which one value is always chosen. Its options say what they are about. */
export function SelectFilter<Value extends string>(props: SelectFilterProps<Value>) {
  return <Select className={classes.select} {...props} />;
}
