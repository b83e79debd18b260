import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { useErrorText } from './error-text.ts';

/** Whether it may have been done although no answer came. */
export const isUnsure = (error: unknown): boolean =>
  error instanceof ApiError && (error.kind === 'timeout' || error.kind === 'network');

/** What happened, in the server's own words too where it refused, and whether anything was done. */
export function useOutcomeText(): (error: unknown, notDone: string, unsure: string) => string {
  const t = useTranslations('errors');
  const errorText = useErrorText();
  return (error, notDone, unsure) => {
    const refused = error instanceof ApiError && ['invalid', 'conflict', 'forbidden'].includes(error.kind);
    const said = refused ? error.serverMessage : undefined;
    return [
      errorText(error),
      ...(said === undefined ? [] : [t('detail', { message: said })]),
      isUnsure(error) ? unsure : notDone,
    ].join(' ');
  };
}
