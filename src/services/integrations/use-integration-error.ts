import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';

/** What an integration's refusal means, with the server's own words. */
export function useIntegrationError(): (error: unknown, name: string) => string {
  const t = useTranslations('integrations.error');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  return (error, name) => {
    if (!(error instanceof ApiError)) return errorText(error);
    const said =
      error.serverMessage === undefined ? [] : [errors('detail', { message: error.serverMessage })];
    if (error.kind === 'forbidden') return [t('forbidden'), ...said].join(' ');
    if (error.kind === 'not-found') return [t('notFound', { name }), ...said].join(' ');
    if (error.status === 422) return [t('failed', { name }), ...said].join(' ');
    if (error.kind === 'timeout') return t('timeout', { name });
    return [errorText(error), ...(error.kind === 'invalid' ? said : [])].join(' ');
  };
}
