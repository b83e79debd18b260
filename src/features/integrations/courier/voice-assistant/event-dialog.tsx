import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  sendVoiceEvent,
  type VoiceEvent,
  type VoiceSubscription,
} from '#src/api/courier/technical/voice-events.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { JsonField } from '../../tab/json-field.tsx';
import { writtenObject } from '../../tab/json-object.ts';
import { useDialogForm } from '../../tab/use-dialog-form.ts';

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
  const blank = { event: events[0] ?? '', minutes: '60', text: '{}' };
  const { form, invalid, edit, check } = useDialogForm(blank, writing);
  const { event, minutes, text } = form;
  const payload = writtenObject(text);
  const request = (): VoiceEvent | undefined => {
    if (!check(payload !== undefined) || payload === undefined || event === '') return undefined;
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
            <ChoiceField
              label={t('event')}
              value={event}
              options={events.map((value) => ({ value, label: value }))}
              focus
              onChange={(value) => edit({ event: value })}
            />
            <ChoiceField
              label={t('expires')}
              value={minutes}
              options={expiries.map((count) => ({ value: String(count), label: t('minutes', { count }) }))}
              onChange={(value) => edit({ minutes: value })}
            />
          </div>
          <JsonField
            label={t('payload')}
            hint={t('payloadHint')}
            text={text}
            told={invalid}
            onChange={(given) => edit({ text: given })}
          />
        </>
      )}
    </ChangeDialog>
  );
}
