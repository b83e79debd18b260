import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { useOwnerName } from './use-owner-name.ts';
import type { ReadOnly } from './use-review.ts';

interface ReviewReadOnlyProps {
  readonly reason: ReadOnly | 'edit-not-owner';
  readonly ownerUuid: string | undefined;
}

/** Why nothing can be changed here, and who can. */
export function ReviewReadOnly({ reason, ownerUuid }: ReviewReadOnlyProps) {
  const t = useTranslations('review.readOnly');
  const nameOf = useOwnerName([ownerUuid]);
  // Known in a moment: nothing to tell meanwhile.
  if (reason === 'unknown-user') return null;
  return (
    <Notice kind="info" title={t(reason === 'edit-not-owner' ? 'titleEdit' : 'title')}>
      <p>{t(reason, { owner: nameOf(ownerUuid) })}</p>
    </Notice>
  );
}
