import { useTranslations } from 'use-intl';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { Notice } from '#src/ui/notice.tsx';

interface NotReadProps {
  readonly of: { readonly error: unknown; readonly refetch: () => unknown };
  /** What is missing because of it, where the panel's own title does not say it. */
  readonly title?: string;
}

/** Why a part beside the messages is not there, in as little room as it has. */
export function NotRead({ of: { error, refetch }, title }: NotReadProps) {
  const t = useTranslations('errors');
  const refusalText = useRefusalText();
  return (
    <div role="alert">
      <Notice
        kind="danger"
        {...(title === undefined ? {} : { title })}
        action={{ label: t('retry'), onClick: () => void refetch() }}
      >
        <p dir="auto">{refusalText(error)}</p>
      </Notice>
    </div>
  );
}
