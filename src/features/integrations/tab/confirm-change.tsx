import type { ComponentProps } from 'react';
import type { Write } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Outcome } from './outcome.tsx';

type Asked = 'title' | 'confirm' | 'harmless' | 'proof' | 'children' | 'onClose';

interface ConfirmChangeProps<V> extends Pick<ComponentProps<typeof ConfirmDialog>, Asked> {
  readonly writing: Write<V, unknown>;
  readonly request: () => V;
}

/** Asks before something is changed at a connected system, and stays open until that is known to be done. */
export function ConfirmChange<V>({ writing, request, ...dialog }: ConfirmChangeProps<V>) {
  return (
    <ConfirmDialog
      {...dialog}
      busy={writing.busy}
      problem={<Outcome writing={writing} of="outcome" />}
      onConfirm={() => writing.run(request())}
    />
  );
}
