import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';

/** Why something of the templates could not be written or read. */
export function useWriteReason(): (error: unknown) => string {
  const t = useTranslations('templates.problems');
  const errorText = useErrorText();
  return (error) => {
    const kind = error instanceof ApiError ? error.kind : undefined;
    if (kind === 'forbidden') return t('forbidden');
    return kind === 'not-found' ? t('gone') : errorText(error);
  };
}

/** Why something that only reads the templates did not succeed, and that nothing was changed. */
export function useReadProblem(): (error: unknown) => string {
  const t = useTranslations('templates.problems');
  const reasonOf = useWriteReason();
  return (error) => {
    const saysAll = error instanceof ApiError && (error.kind === 'forbidden' || error.kind === 'not-found');
    return saysAll ? reasonOf(error) : `${reasonOf(error)} ${t('nothing')}`;
  };
}
