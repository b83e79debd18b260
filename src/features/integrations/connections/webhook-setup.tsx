import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type NewSecret,
  revealWebhookOptions,
  saveWebhookSecret,
} from '#src/api/gateway/connection-webhooks.ts';
import type { ConnectableSystem, Webhook } from '#src/api/gateway/connections.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { isHeaderSecret, SecretInput } from './secret-input.tsx';

interface WebhookSetupProps {
  readonly system: ConnectableSystem;
  readonly webhook: Webhook;
}

/** Lets people register the webhook where the system offers no other way: the address to copy, the secret to enter. */
export function WebhookSetup({ system: { id, name }, webhook }: WebhookSetupProps) {
  const t = useTranslations('connections.webhook.setup');
  const refusalText = useRefusalText();
  const reveal = useMutation(revealWebhookOptions(id));
  const [secret, setSecret] = useState('');
  const [isTold, setTold] = useState(false);
  const saving = useWrite<NewSecret, unknown>(saveWebhookSecret, () => setSecret(''));
  const { state } = saving;
  const typed = secret.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(!isHeaderSecret(typed));
    if (!isHeaderSecret(typed)) return;
    void saving.run({ system: id, secret: typed, replaces: webhook.state !== 'not-set-up', ...wishNow() });
  };
  return (
    <>
      <p>{t('lead', { name })}</p>
      {reveal.data === undefined ? (
        <div>
          <Button
            variant="default"
            leftSection={<IconEye size={17} aria-hidden />}
            loading={reveal.isPending}
            onClick={() => reveal.mutate()}
          >
            {t('show')}
          </Button>
        </div>
      ) : (
        <>
          <code className="ui-sunken" dir="ltr">
            {reveal.data.address}
          </code>
          <div>
            <CopyButton text={reveal.data.address} label={t('copy')} />
          </div>
          <p className="ui-hint">{t('header', { header: reveal.data.header })}</p>
        </>
      )}
      {reveal.isError && (
        <p role="alert" className="ui-problem">
          {refusalText(reveal.error)}
        </p>
      )}
      <form className="ui-stack" onSubmit={submit} noValidate>
        <SecretInput
          label={t('label', { name })}
          hint={t('hint')}
          value={secret}
          error={isTold && !isHeaderSecret(typed) && t('wrong')}
          onChange={setSecret}
        />
        <div>
          <Button type="submit" variant="default" loading={saving.busy}>
            {t('save')}
          </Button>
        </div>
        <p role="status" className="ui-hint">
          {state.phase === 'done' && !state.found ? t('saved') : ''}
        </p>
        <WriteNotice
          state={state}
          texts={{ unknown: t('unknown'), found: t('saved'), notDone: t('unchanged') }}
          errorText={refusalText}
          onCheck={() => saving.look()}
        />
      </form>
    </>
  );
}
