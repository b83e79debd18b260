import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  sendVoiceEvent,
  type VoiceEvent,
  type VoiceSubscription,
} from '#src/api/courier/technical/voice-events.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { JsonField } from '../../tab/json-field.tsx';
import { writtenObject } from '../../tab/json-object.ts';

interface EventDialogProps {
  readonly subscription: VoiceSubscription;
  /** Of whose it is. */
  readonly name: string;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** Minutes after which it is no longer told. */
const expiries = [15, 60, 24 * 60] as const;

/** Asks what the voice assistant tells someone, who gets it at once. */
export function EventDialog({ subscription, name, onSent, onClose }: EventDialogProps) {
  const t = useTranslations('courierVoice.events');
  const writing = useWrite<VoiceEvent, unknown>(sendVoiceEvent, onSent);
  const { id, events } = subscription;
  const [event, setEvent] = useState(events[0] ?? '');
  const [minutes, setMinutes] = useState('60');
  const [text, setText] = useState('{}');
  const [told, setTold] = useState(false);
  const payload = writtenObject(text);
  const request = (): VoiceEvent | undefined => {
    setTold(payload === undefined);
    if (payload === undefined || event === '') return undefined;
    return { ...wishNow(), subscription: id, event, payload, expires: Number(minutes) * 60 };
  };
  return (
    <ChangeDialog
      title={t('open', { name })}
      submit={events.length === 0 ? undefined : t('send')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <p>{events.length === 0 ? t('nothingToSend', { name }) : t('reaches', { name })}</p>
      {events.length > 0 && (
        <>
          <div className="ui-pair">
            <NativeSelect
              label={t('event')}
              value={event}
              data={[...events]}
              data-autofocus
              onChange={({ currentTarget: { value } }) => {
                setEvent(value);
                writing.clear();
              }}
            />
            <NativeSelect
              label={t('expires')}
              value={minutes}
              data={expiries.map((count) => ({ value: String(count), label: t('minutes', { count }) }))}
              onChange={({ currentTarget: { value } }) => {
                setMinutes(value);
                writing.clear();
              }}
            />
          </div>
          <JsonField
            label={t('payload')}
            hint={t('payloadHint')}
            text={text}
            told={told}
            onChange={(given) => {
              setText(given);
              setTold(false);
              writing.clear();
            }}
          />
        </>
      )}
    </ChangeDialog>
  );
}
