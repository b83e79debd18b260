import { Skeleton } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';

interface ReadDialogProps {
  readonly title: string;
  readonly query: { readonly isError: boolean; readonly error: unknown; readonly refetch: () => unknown };
  /** What was read; undefined until it is there. */
  readonly children: Elements;
  readonly onClose: () => void;
}

/** Shows something that is read first. */
export function ReadDialog({ title, query, children, onClose }: ReadDialogProps) {
  const close = useTranslations('dialog')('close');
  return (
    <FormDialog
      title={title}
      submit={undefined}
      cancel={close}
      focus="cancel"
      onSubmit={() => false}
      onClose={onClose}
    >
      {children ||
        (query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton height={240} radius="md" aria-hidden />
        ))}
    </FormDialog>
  );
}
