import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { readQr } from '#src/api/chat2desk/administration/change-company.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Panel } from '#src/ui/panel.tsx';

const longest = 2048;

const isAddress = (text: string) => URL.canParse(text) && /^https?:/i.test(text);

/** Lets Chat2Desk read the QR code in a picture on the web. What it says is shown as text and never opened. */
export function QrPanel() {
  const t = useTranslations('company.qr');
  const refusalText = useRefusalText();
  const [address, setAddress] = useState('');
  const [told, setTold] = useState(false);
  const reading = useWrite<string, string | undefined>((_queryClient, of, { signal }) =>
    certainOf(readQr(of, signal)),
  );
  const { state } = reading;
  const said = state.phase === 'done' ? state.value : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = address.trim();
    setTold(!isAddress(wanted));
    if (isAddress(wanted)) void reading.run(wanted);
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <form className="ui-stack" onSubmit={submit} noValidate>
        <TextInput
          label={t('address')}
          type="url"
          autoComplete="off"
          maxLength={longest}
          placeholder="https://example.org/code.png"
          value={address}
          error={told && !isAddress(address.trim()) && t('wrong')}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setTold(false);
          }}
        />
        <div>
          <Button type="submit" variant="default" loading={reading.busy}>
            {t('read')}
          </Button>
        </div>
      </form>
      <div role="status">
        {state.phase === 'done' && (
          <div className="ui-stack">
            <p>{t(said === undefined ? 'nothing' : 'says')}</p>
            {said !== undefined && (
              <>
                <code className="ui-sunken" dir="auto">
                  {said}
                </code>
                <div>
                  <CopyButton text={said} label={t('copy')} />
                </div>
              </>
            )}
          </div>
        )}
      </div>
      {state.phase === 'refused' && (
        <p role="alert" className="ui-problem">
          {refusalText(state.error)}
        </p>
      )}
    </Panel>
  );
}
