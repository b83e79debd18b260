import { useTranslations } from 'use-intl';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';

/** A system that did not say whom it reaches. */
export interface FailedWay {
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** That some ways are missing because a system failed; the others work. */
export function FailedWays({ failed }: { readonly failed: readonly FailedWay[] }) {
  const t = useTranslations('sharing');
  const errorText = useErrorText();
  return failed.map(({ error, refetch }) => (
    <Notice
      key={errorText(error)}
      kind="warning"
      title={t('waysMissing')}
      action={{ label: t('tryAgain'), onClick: () => void refetch() }}
    >
      <p dir="auto">{errorText(error)}</p>
    </Notice>
  ));
}
