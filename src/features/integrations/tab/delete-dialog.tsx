import { useTranslations } from 'use-intl';
import { sameName } from '#src/lib/same-name.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { Outcome } from './outcome.tsx';

interface DeleteDialogProps<V> {
  readonly title: string;
  /** What has to be typed. */
  readonly name: string;
  /** What it costs. */
  readonly children: Elements;
  readonly writing: Write<V, unknown>;
  readonly request: () => V;
  readonly onClose: () => void;
}

/** Asks for the name of what is deleted for good. */
export function DeleteDialog<V>({ title, name, children, writing, request, onClose }: DeleteDialogProps<V>) {
  const t = useTranslations('connections.remove');
  return (
    <ConfirmDialog
      title={title}
      confirm={t('button')}
      proof={{
        label: t('type', { name }),
        isGiven: (typed) => sameName(typed, name),
        mismatch: t('mismatch', { name }),
      }}
      busy={writing.busy}
      problem={<Outcome writing={writing} of="remove" />}
      onConfirm={() => writing.run(request())}
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}
