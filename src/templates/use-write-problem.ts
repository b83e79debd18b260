import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { useErrorText } from '#src/ui/error-text.ts';

/** What happened to something that was to be written, whether it was, and what to do. */
export function useWriteProblem(): (error: unknown) => string {
  const t = useTranslations('templates.problems');
  const errorText = useErrorText();
  return (error) => {
    const kind = error instanceof ApiError ? error.kind : undefined;
    if (kind === 'forbidden') return t('forbidden');
    if (kind === 'not-found') return t('gone');
    const unsure = kind === 'network' || kind === 'timeout' || kind === 'server';
    return `${errorText(error)} ${t(unsure ? 'unsure' : 'nothing')}`;
  };
}
