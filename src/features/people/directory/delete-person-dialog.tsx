import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { sameEmail } from '#contract/email.ts';
import { removeUser } from '#src/api/claritalk/people.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { paths } from '#src/paths.ts';
import { WhyForbidden } from '#src/services/permissions/why-forbidden.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface DeletePersonDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** Asks before someone is deleted: their e-mail address has to be typed, or the UUID if they have none. */
export function DeletePersonDialog({ user, onClose }: DeletePersonDialogProps) {
  const t = useTranslations('people.delete');
  const navigate = useNavigate();
  const refusalText = useRefusalText();
  const [key] = useState(() => crypto.randomUUID());
  const expected = user.email ?? user.uuid;
  const removing = useWrite<string, unknown>(
    (queryClient, uuid, watch) => removeUser(queryClient, uuid, wishNow(key), watch),
    () => {
      onClose();
      void navigate(paths.people());
    },
  );
  const { state } = removing;
  return (
    <ConfirmDialog
      title={t('title', { name: user.name })}
      confirm={t('button')}
      busy={removing.busy}
      proof={{
        label: t('type', { email: expected }),
        isGiven: (typed) => sameEmail(typed, expected),
        mismatch: t('mismatch'),
      }}
      onConfirm={() => removing.run(user.uuid)}
      problem={
        <WriteNotice
          state={state}
          texts={{ unknown: t('unsure'), found: '', notDone: t('notDeleted') }}
          errorText={refusalText}
          onCheck={() => removing.look()}
          refused={state.phase === 'refused' && <WhyForbidden error={state.error} />}
        />
      }
      onClose={onClose}
    >
      <p>{t('body')}</p>
    </ConfirmDialog>
  );
}
