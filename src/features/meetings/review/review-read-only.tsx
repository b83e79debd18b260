import { useTranslations } from 'use-intl';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { Notice } from '#src/ui/notice.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import type { ReadOnly } from './use-review.ts';

interface ReviewReadOnlyProps {
  readonly reason: ReadOnly | 'edit-not-owner';
  readonly ownerUuid: string | undefined;
}

/** Why nothing can be changed here, and who can. */
export function ReviewReadOnly({ reason, ownerUuid }: ReviewReadOnlyProps) {
  const t = useTranslations('review.readOnly');
  const nameOf = useOwnerName([ownerUuid]);
  const refusals = useRefusals();
  // Known in a moment: nothing to show in the meantime.
  if (reason === 'unknown-user') return null;
  return (
    <Notice kind="info" title={t(reason === 'edit-not-owner' ? 'titleEdit' : 'title')}>
      <p>{t(reason, { owner: nameOf(ownerUuid) })}</p>
      {(reason === 'not-owner' || reason === 'edit-not-owner') && (
        <WhyButton refusal={refusals.owner(nameOf(ownerUuid))} />
      )}
    </Notice>
  );
}
