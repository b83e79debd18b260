import { useTranslations } from 'use-intl';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { ApiError } from '#src/api/client/errors.ts';

/**
 * Why the gateway refused something, in the reader's language; undefined without a reason, and where there are no words
 * for it: a gateway may be newer than this page, and the texts arrive with the first refusal.
 */
export function useRefusalWords(): (reason: RefusalReason | undefined) => string | undefined {
  // Of all texts and not of their room, which may come later than the component.
  const t = useTranslations();
  return (reason) =>
    reason !== undefined && t.has(`refusals.${reason.code}`)
      ? t(`refusals.${reason.code}`, reason.values)
      : undefined;
}

/** What happened and what to do next, in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations();
  const refusalWords = useRefusalWords();
  return (error) => {
    if (!(error instanceof ApiError)) return t('errors.unknown');
    const { kind, refusal, retryAfterMs } = error;
    // A system that does not say when may mean a second, or the rest of the month.
    const wait = { seconds: Math.max(1, Math.ceil((retryAfterMs ?? 60_000) / 1000)) };
    const words = refusalWords(refusal);
    if (words === undefined) return t(`errors.${kind}`, wait);
    return kind === 'rate-limited' && retryAfterMs !== undefined
      ? `${words} ${t('refusalWait.again', wait)}`
      : words;
  };
}
