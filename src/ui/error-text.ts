import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';

/** What happened and what to do next, in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations('errors');
  return (error) => {
    if (!(error instanceof ApiError)) return t('unknown');
    if (error.kind === 'rate-limited') {
      return t('rate-limited', { seconds: Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 1000)) });
    }
    return t(error.kind);
  };
}
