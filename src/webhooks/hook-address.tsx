import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/users.ts';
import { registerWebhook, type Webhooks } from '#src/api/webhooks.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { useErrorText } from '#src/ui/error-text.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { SendDialog } from '#src/ui/send-dialog.tsx';
import { isDeliverable } from './model/delivery-filter.ts';
import classes from './webhooks.module.css';

interface HookAddressProps {
  readonly hook: Webhooks;
  readonly self: CurrentUser;
}

/** This gateway's own address, and what Claritalk is told to use. It does not tell what it uses now. */
export function HookAddress({ hook, self }: HookAddressProps) {
  const t = useTranslations('webhooks.address');
  const errorText = useErrorText();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState<string>();
  const register = useMutation({ mutationFn: registerWebhook });
  const { address, lastAt, rotating } = hook;
  const masked = address.replace(/[^/]+$/, '••••••••••••');
  const Eye = shown ? IconEyeOff : IconEye;
  return (
    <section className={classes.panel} aria-labelledby="hook-address">
      <h2 id="hook-address" className={classes.heading}>
        {t('title')}
      </h2>
      <p className={classes.lead}>
        {lastAt ? t.rich('last', { when: () => <Moment at={lastAt} relative /> }) : t('never')}
      </p>
      <code className={classes.address}>{shown ? address : masked}</code>
      <div className={classes.actions}>
        <Button size="compact-sm" onClick={() => setAsking(address)} loading={register.isPending}>
          {t('register')}
        </Button>
        <CopyButton text={address} label={t('copy')} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Eye size={15} aria-hidden />}
          onClick={() => setShown(!shown)}
        >
          {t(shown ? 'hide' : 'show')}
        </Button>
      </div>
      <p className={classes.hint}>{t('secret')}</p>
      {rotating && (
        <Notice kind="info">
          <p>{t('rotating')}</p>
        </Notice>
      )}
      <OtherAddress own={address} onAsk={setAsking} />
      <p role="status" className={classes.lead}>
        {register.isSuccess &&
          (register.variables === address
            ? t('registered')
            : t('registeredOther', { url: register.variables }))}
      </p>
      {register.isError && (
        <p role="alert" className={classes.problem}>
          {t('notRegistered', { reason: errorText(register.error) })}
        </p>
      )}
      {asking !== undefined && (
        <SendDialog
          title={t(asking === address ? 'confirmOwn' : 'confirmOther')}
          onBehalfOf={`${self.name} (${self.email})`}
          target="POST /client/webhook"
          payload={{ webhook_url: asking }}
          confirmLabel={t('confirm')}
          onConfirm={() => register.mutate(asking)}
          onClose={() => setAsking(undefined)}
        >
          {asking === address ? (
            <p>{t('aboutOwn')}</p>
          ) : (
            <Notice kind="warning">
              <p>{t('aboutOther', { host: new URL(asking).host })}</p>
            </Notice>
          )}
        </SendDialog>
      )}
    </section>
  );
}

interface OtherAddressProps {
  readonly own: string;
  readonly onAsk: (url: string) => void;
}

function OtherAddress({ own, onAsk }: OtherAddressProps) {
  const t = useTranslations('webhooks.address');
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDeliverable(url.trim(), own)) onAsk(url.trim());
    else setWrong(true);
  };
  return (
    <details className={classes.other}>
      <summary>{t('other')}</summary>
      <form onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label={t('otherLabel')}
          description={t('otherHint')}
          placeholder="https://hooks.example.com/claritalk"
          type="url"
          autoComplete="off"
          value={url}
          error={wrong && t('otherWrong')}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" variant="default">
          {t('otherRegister')}
        </Button>
      </form>
    </details>
  );
}
