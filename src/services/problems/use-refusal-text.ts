import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { useErrorText } from './error-text.ts';

/** Whether it may have been done although no answer came. */
export const isUnsure = (error: unknown): boolean => error instanceof ApiError && error.mayBeDone;

/** What happened, in the server's own words too where it refused. */
export function useRefusalText(): (error: unknown) => string {
  const t = useTranslations('errors');
  const errorText = useErrorText();
  return (error) => {
    const refused = error instanceof ApiError && ['invalid', 'conflict', 'forbidden'].includes(error.kind);
    const said = refused ? error.serverMessage : undefined;
    return [errorText(error), ...(said === undefined ? [] : [t('detail', { message: said })])].join(' ');
  };
}
