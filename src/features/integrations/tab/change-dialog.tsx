import { useTranslations } from 'use-intl';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog, type FormDialogProps } from '#src/ui/dialog/form-dialog.tsx';

interface ChangeDialogProps<V> extends Pick<FormDialogProps, 'title' | 'submit' | 'children' | 'onClose'> {
  readonly writing: Write<V, unknown>;
  /** What is to be sent; undefined where the fields say what is wrong. */
  readonly request: () => V | undefined;
}

/** A form that changes something at a connected system, and keeps what was typed until that is known to be done. */
export function ChangeDialog<V>({ writing, request, ...dialog }: ChangeDialogProps<V>) {
  const t = useTranslations('connections.outcome');
  const refusalText = useRefusalText();
  return (
    <FormDialog
      {...dialog}
      busy={writing.busy}
      problem={
        <WriteNotice
          state={writing.state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          errorText={refusalText}
          onCheck={() => writing.look()}
        />
      }
      onSubmit={() => {
        const wanted = request();
        return wanted !== undefined && writing.run(wanted);
      }}
    />
  );
}
