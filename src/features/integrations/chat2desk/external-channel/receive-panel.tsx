import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Channel } from '#src/api/chat2desk/administration/company.ts';
import { type ExternalMessage, receiveMessage } from '#src/api/chat2desk/administration/external-channel.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ActionPanel } from '../../tab/action-panel.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';

interface ReceivePanelProps {
  readonly channels: readonly Channel[];
}

/** Passes on a message of a client that arrived elsewhere. */
export function ReceivePanel({ channels }: ReceivePanelProps) {
  const t = useTranslations('externalChannel.receive');
  return (
    <ActionPanel
      title={t('title')}
      lead={t('lead')}
      button={t('button')}
      done={t('done')}
      dialog={(events) => <ReceiveDialog channels={channels} {...events} />}
    />
  );
}

interface ReceiveDialogProps extends ReceivePanelProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const longest = { id: 255, name: 255, text: 20_000 };

/** With the country code; spaces and signs between the digits do not matter. */
const digitsOf = (text: string) => text.replace(/[\s()+./-]/g, '');
const isPhone = (text: string) => /^\d{5,20}$/.test(text);

function ReceiveDialog({ channels, onDone, onClose }: ReceiveDialogProps) {
  const t = useTranslations('externalChannel.receive');
  const writing = useWrite<ExternalMessage, unknown>(receiveMessage, onDone);
  const [form, setForm] = useState({
    channel: String(channels[0]?.id ?? ''),
    by: 'phone',
    who: '',
    name: '',
    text: '',
  });
  const [told, setTold] = useState(false);
  const byPhone = form.by === 'phone';
  const who = byPhone ? digitsOf(form.who) : form.who.trim();
  const isWho = byPhone ? isPhone(who) : who !== '';
  const edit = (change: Partial<typeof form>) => {
    setForm({ ...form, ...change });
    setTold(false);
    writing.clear();
  };
  const request = (): ExternalMessage | undefined => {
    if (!isWho || form.text.trim() === '') {
      setTold(true);
      return undefined;
    }
    return {
      ...wishNow(),
      channel: Number(form.channel),
      from: byPhone ? { phone: who } : { id: who },
      name: form.name.trim(),
      text: form.text,
    };
  };
  return (
    <ChangeDialog
      request={request}
      writing={writing}
      title={t('title')}
      submit={t('submit')}
      onClose={onClose}
    >
      <NativeSelect
        label={t('channel')}
        value={form.channel}
        data={channels.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(event) => edit({ channel: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <NativeSelect
          label={t('by')}
          value={form.by}
          data={[
            { value: 'phone', label: t('phone') },
            { value: 'id', label: t('id') },
          ]}
          onChange={(event) => edit({ by: event.currentTarget.value })}
        />
        <TextInput
          label={t(byPhone ? 'phone' : 'id')}
          value={form.who}
          maxLength={longest.id}
          data-autofocus
          autoComplete="off"
          {...(byPhone ? { type: 'tel' } : {})}
          error={told && !isWho && t(byPhone ? 'phoneWrong' : 'idMissing')}
          onChange={(event) => edit({ who: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        value={form.name}
        maxLength={longest.name}
        autoComplete="off"
        onChange={(event) => edit({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('text')}
        value={form.text}
        maxLength={longest.text}
        autosize
        minRows={3}
        dir="auto"
        error={told && form.text.trim() === '' && t('textMissing')}
        onChange={(event) => edit({ text: event.currentTarget.value })}
      />
      <p className="ui-hint">{t('effect')}</p>
    </ChangeDialog>
  );
}
