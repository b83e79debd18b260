import { useTranslations } from 'use-intl';
import { deleteUnsent } from '#src/api/chat2desk/administration/change-company.ts';
import type { Company } from '#src/api/chat2desk/administration/company.ts';
import { type IdempotencyKey, wishNow } from '#src/api/client/idempotency-key.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ActionPanel } from '../../tab/action-panel.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

/** Deletes everything that waits to be sent to anyone, once the company's name was typed. */
export function UnsentPanel({ company }: { readonly company: Company }) {
  const t = useTranslations('company.unsent');
  return (
    <ActionPanel
      title={t('title')}
      lead={t('lead')}
      button={t('button')}
      danger
      done={t('done')}
      dialog={(events) => <Deletion name={company.name ?? 'Chat2Desk'} {...events} />}
    />
  );
}

interface DeletionProps {
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Deletion({ name, onDone, onClose }: DeletionProps) {
  const t = useTranslations('company.unsent');
  const writing = useWrite<IdempotencyKey, unknown>(deleteUnsent, onDone);
  return (
    <ConfirmChange
      title={t('confirmTitle')}
      confirm={t('button')}
      proof={{
        label: t('type', { name }),
        isGiven: (typed) => sameName(typed, name),
        mismatch: t('mismatch', { name }),
      }}
      writing={writing}
      request={() => wishNow()}
      onClose={onClose}
    >
      <p>{t('effect')}</p>
      <p>{t('forever')}</p>
    </ConfirmChange>
  );
}
