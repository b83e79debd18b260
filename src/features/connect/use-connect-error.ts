import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';

/** No desktop application is connected, or it does not respond. */
export const isAway = (error: unknown): boolean => error instanceof ApiError && error.status === 503;

/** What a failed command means. */
export function useConnectError(): (error: unknown) => string {
  const t = useTranslations('connect.error');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  return (error) => {
    if (isAway(error)) return t('away');
    if (!(error instanceof ApiError)) return errorText(error);
    if (error.kind === 'conflict') return t('conflict');
    if (error.kind === 'timeout') return t('timeout');
    if (error.kind !== 'invalid' || error.serverMessage === undefined) return errorText(error);
    return `${t('refused')} ${errors('detail', { message: error.serverMessage })}`;
  };
}
