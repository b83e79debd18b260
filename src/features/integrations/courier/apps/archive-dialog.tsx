import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type AppCredential,
  type CredentialChange,
  pushServices,
  saveCredential,
} from '#src/api/courier/technical/app-credentials.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

interface ArchiveDialogProps {
  readonly credential: AppCredential;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Archives credentials, for which the name of the app is typed: it gets no more notifications. Or brings them back. */
export function ArchiveDialog({ credential, onDone, onClose }: ArchiveDialogProps) {
  const t = useTranslations('courierApps');
  const type = useTranslations('connections.remove');
  const writing = useWrite<CredentialChange, unknown>(saveCredential, onDone);
  const { id, app: name, archived } = credential;
  const service = pushServices.find((one) => one === credential.service) ?? pushServices[0];
  return (
    <ConfirmChange
      title={t(archived ? 'restoreTitle' : 'archiveTitle', { name })}
      confirm={t(archived ? 'restore' : 'archiveIt')}
      harmless={archived}
      proof={
        archived
          ? undefined
          : {
              label: type('type', { name }),
              isGiven: (typed) => sameName(typed, name),
              mismatch: type('mismatch', { name }),
            }
      }
      writing={writing}
      request={() => ({ ...wishNow(), id, app: name, service, fields: { archived: !archived } })}
      onClose={onClose}
    >
      <p>{t(archived ? 'restoreBody' : 'archiveBody')}</p>
    </ConfirmChange>
  );
}
