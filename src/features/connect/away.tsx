import { useTranslations } from 'use-intl';
import { clientConfig } from '#src/lib/client-config.ts';
import { Notice } from '#src/ui/notice.tsx';

interface AwayProps {
  /** E-mail address of the reader. */
  readonly account: string;
  readonly onRetry: () => void;
}

/** Says that the desktop application is not connected, and how to connect it. */
export function Away({ account, onRetry }: AwayProps) {
  const t = useTranslations('connect.away');
  const [name = account] = account.split('@');
  return (
    <Notice kind="warning" title={t('title')} action={{ label: t('retry'), onClick: onRetry }}>
      <p>{t('body', { account })}</p>
      {clientConfig().sandbox && (
        <p>
          <span>{`${t('sandbox')} `}</span>
          <code dir="ltr">{`npm run connect-client -- --account ${name}`}</code>
        </p>
      )}
    </Notice>
  );
}
