import { useTranslations } from 'use-intl';
import {
  type ChangeOfCompanyWebhook,
  type CompanyWebhook,
  removeWebhook,
  switchWebhook,
  type WebhookToDelete,
} from '#src/api/chat2desk/administration/webhooks.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { BeforeAfter } from '../../tab/before-after.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

interface WebhookDialogProps {
  readonly hook: CompanyWebhook;
  readonly onClose: () => void;
}

/** Switches someone else's webhook on or off. */
export function SwitchWebhook({ hook: { id, name, on }, onClose }: WebhookDialogProps) {
  const t = useTranslations('company.webhooks');
  const writing = useWrite<ChangeOfCompanyWebhook, unknown>(switchWebhook);
  return (
    <ConfirmChange
      title={t(on ? 'offTitle' : 'onTitle', { name })}
      confirm={t(on ? 'switchOff' : 'switchOn')}
      harmless={!on}
      writing={writing}
      request={() => ({ id, on: !on, ...wishNow() })}
      onClose={onClose}
    >
      <BeforeAfter before={t(on ? 'on' : 'off')} after={t(on ? 'off' : 'on')} />
      <p>{t(on ? 'offEffect' : 'onEffect')}</p>
    </ConfirmChange>
  );
}

/** Deletes someone else's webhook, once its name was typed. */
export function DeleteWebhook({ hook: { id, name, url }, onClose }: WebhookDialogProps) {
  const t = useTranslations('company.webhooks');
  const writing = useWrite<WebhookToDelete, unknown>(removeWebhook);
  return (
    <ConfirmChange
      title={t('deleteTitle', { name })}
      confirm={t('delete')}
      proof={{
        label: t('type', { name }),
        isGiven: (typed) => sameName(typed, name),
        mismatch: t('mismatch', { name }),
      }}
      writing={writing}
      request={() => ({ id, ...wishNow() })}
      onClose={onClose}
    >
      <p>{t('deleteEffect')}</p>
      <p className="ui-sunken ui-code" dir="ltr">
        {url}
      </p>
    </ConfirmChange>
  );
}
