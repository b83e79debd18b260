import { useState } from 'react';

export interface DialogForm<T extends object> {
  /** As it was when the dialog was opened: what others change in the meantime stays. */
  readonly before: T;
  readonly form: T;
  /** It was tried to send it as it is, and something is wrong with it. */
  readonly invalid: boolean;
  readonly edit: (change: Partial<T>) => void;
  /** Returns whether it can be sent; otherwise the fields say why not. */
  readonly check: (isRight: boolean) => boolean;
}

/** What is typed in a dialog. @param writes whose notices are out of date once something else is typed */
export function useDialogForm<T extends object>(
  initial: T,
  ...writes: readonly { readonly clear: () => void }[]
): DialogForm<T> {
  const [before] = useState(initial);
  const [form, setForm] = useState(initial);
  const [invalid, setInvalid] = useState(false);
  return {
    before,
    form,
    invalid,
    edit(change) {
      setForm({ ...form, ...change });
      setInvalid(false);
      for (const write of writes) write.clear();
    },
    check(isRight) {
      setInvalid(!isRight);
      return isRight;
    },
  };
}
