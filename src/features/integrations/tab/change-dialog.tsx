import type { Write } from '#src/services/problems/use-write.ts';
import { FormDialog, type FormDialogProps } from '#src/ui/dialog/form-dialog.tsx';
import { Outcome } from './outcome.tsx';

interface ChangeDialogProps<V extends object>
  extends Pick<FormDialogProps, 'title' | 'submit' | 'aside' | 'children' | 'onClose'> {
  readonly writing: Write<V, unknown>;
  /** What is to be sent; undefined where the fields say what is wrong, `same` where nothing was changed. */
  readonly request: () => V | 'same' | undefined;
}

/** A form that changes something at a connected system, and keeps what was typed until that is known to be done. */
export function ChangeDialog<V extends object>({ writing, request, ...dialog }: ChangeDialogProps<V>) {
  return (
    <FormDialog
      {...dialog}
      busy={writing.busy}
      problem={<Outcome writing={writing} of="outcome" />}
      onSubmit={() => {
        const wanted = request();
        if (wanted === 'same') return true;
        return wanted !== undefined && writing.run(wanted);
      }}
    />
  );
}
