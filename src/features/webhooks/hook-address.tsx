import { Sentence } from '#src/ui/sentence.tsx';
import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { type IdempotencyKey, wishNow } from '#src/api/client/idempotency-key.ts';
import { registerWebhook, revealAddressOptions, type Webhooks } from '#src/api/gateway/webhooks.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { isHookUrl } from '#src/lib/hook-url.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { SendDialog } from '#src/ui/dialog/send-dialog.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import classes from './webhooks.module.css';

interface HookAddressProps {
  readonly hook: Webhooks;
  readonly self: CurrentUser;
}

/** An address to register with Claritalk. */
interface Asking extends IdempotencyKey {
  readonly url: string;
  /** Whether it is this gateway's own. */
  readonly own: boolean;
}

/** This gateway's own address, and what is registered with Claritalk, which does not say what it currently uses. */
export function HookAddress({ hook, self }: HookAddressProps) {
  const t = useTranslations('webhooks.address');
  const refusalText = useRefusalText();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState<Asking>();
  const reveal = useMutation(revealAddressOptions());
  const register = useWrite<Asking, unknown>((_, { url, ...idempotencyKey }, watch) =>
    registerWebhook(url, self.uuid, idempotencyKey, watch),
  );
  const { state } = register;
  const { lastAt, rotating } = hook;
  const masked = hook.address.replace('…', '••••••••••••');
  const ask = (url: string, own: boolean) => setAsking({ url, own, ...wishNow() });
  // Requested only when needed, because the log records who has seen the secret.
  const withAddress = (use: (address: string) => void) =>
    reveal.data === undefined ? reveal.mutate(undefined, { onSuccess: use }) : use(reveal.data);
  return (
    <Panel title={t('title')}>
      <p className="ui-hint">
        {lastAt ? (
          <Sentence>{t.rich('last', { when: () => <Moment at={lastAt} relative /> })}</Sentence>
        ) : (
          <span>{t('never')}</span>
        )}
      </p>
      <code className={`ui-sunken ui-small ${classes.address}`} dir="ltr">
        {shown ? reveal.data : masked}
      </code>
      <div className="ui-row">
        <Button
          size="compact-sm"
          onClick={() => withAddress((address) => ask(address, true))}
          loading={register.busy}
        >
          {t('register')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={shown ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
          onClick={() => (shown ? setShown(false) : withAddress(() => setShown(true)))}
        >
          {t(shown ? 'hide' : 'show')}
        </Button>
        {shown && reveal.data !== undefined && <CopyButton text={reveal.data} label={t('copy')} />}
      </div>
      {reveal.isError && (
        <p role="alert" className="ui-problem">
          <span dir="auto">{refusalText(reveal.error)}</span>
          <span>{` ${t('notShown')}`}</span>
        </p>
      )}
      <p className="ui-hint">{t('secret')}</p>
      {rotating && (
        <Notice kind="info">
          <p>{t('rotating')}</p>
        </Notice>
      )}
      <OtherAddress onAsk={(url) => ask(url, false)} />
      <p role="status" className="ui-hint">
        {state.phase === 'done' &&
          !state.found &&
          (state.of.own ? t('registered') : t('registeredOther', { url: state.of.url }))}
      </p>
      <WriteNotice
        state={state}
        texts={{
          unknown: t('unsure'),
          found:
            state.phase !== 'done' || state.of.own
              ? t('registered')
              : t('registeredOther', { url: state.of.url }),
          notDone: t('notRegistered'),
        }}
        errorText={refusalText}
        onCheck={() => register.look()}
      />
      {asking !== undefined && (
        <SendDialog
          title={t(asking.own ? 'confirmOwn' : 'confirmOther')}
          onBehalfOf={`${self.name} (${self.email})`}
          target="POST /client/webhook"
          payload={{ webhook_url: asking.own ? masked : asking.url }}
          confirmLabel={t('confirm')}
          onConfirm={() => void register.run(asking)}
          onClose={() => setAsking(undefined)}
        >
          {asking.own ? (
            <p>{t('aboutOwn')}</p>
          ) : (
            <Notice kind="warning">
              <p>{t('aboutOther', { host: new URL(asking.url).host })}</p>
            </Notice>
          )}
        </SendDialog>
      )}
    </Panel>
  );
}

interface OtherAddressProps {
  readonly onAsk: (url: string) => void;
}

function OtherAddress({ onAsk }: OtherAddressProps) {
  const t = useTranslations('webhooks.address');
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isHookUrl(url.trim(), clientConfig().sandbox)) onAsk(url.trim());
    else setWrong(true);
  };
  return (
    <details>
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
