import { useFormatter, useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';

/** What is shown, and whether it could be read again. */
export interface ReadAgain {
  readonly isError: boolean;
  /** Milliseconds since the epoch. */
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

interface OutdatedNoticeProps {
  readonly of: ReadAgain;
  /** What could not be updated, as of when it is shown. */
  readonly text: (time: string) => string;
}

/** Says of what is shown that it could not be read again; nothing where it could. */
export function OutdatedNotice({ of: { isError, dataUpdatedAt, refetch }, text }: OutdatedNoticeProps) {
  const t = useTranslations('errors');
  const format = useFormatter();
  if (!isError) return null;
  return (
    <Notice kind="warning" action={{ label: t('retry'), onClick: () => void refetch() }}>
      <p dir="auto">{text(format.dateTime(new Date(dataUpdatedAt), { timeStyle: 'short' }))}</p>
    </Notice>
  );
}
