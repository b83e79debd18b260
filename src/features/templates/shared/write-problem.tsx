import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { useWriteReason } from './use-write-problem.ts';

interface WriteProblemProps<V, T> {
  readonly write: Write<V, T>;
  /** Why it was refused, where the caller knows better. */
  readonly reason?: (error: unknown) => string | undefined;
  /** Dismisses it, where it does not disappear with a form. */
  readonly onClose?: () => void;
}

/** The outcome of a change to the templates, unless it simply succeeded. */
export function WriteProblem<V, T>({ write, reason, onClose }: WriteProblemProps<V, T>) {
  const page = useTranslations('templates');
  const t = useTranslations('templates.problems');
  const reasonOf = useWriteReason();
  const { state, look } = write;
  const error = state.phase === 'refused' ? state.error : undefined;
  const own = reason?.(error);
  // Some reasons already say that nothing was changed.
  const saysAll = own !== undefined || (error instanceof ApiError && /forbidden|not-found/.test(error.kind));
  const close = onClose && (
    <Button size="xs" variant="default" onClick={onClose}>
      {page('understood')}
    </Button>
  );
  return (
    <WriteNotice
      state={state}
      texts={{ unknown: t('unknown'), found: t('found'), notDone: saysAll ? '' : t('nothing') }}
      errorText={(refusal) => own ?? reasonOf(refusal)}
      onCheck={() => look()}
      {...(onClose ? { refused: close, found: close } : {})}
    />
  );
}
