import type { QueryClient } from '@tanstack/react-query';
import { type MinutesToClient, sendMinutes } from '#src/api/chat2desk/send-minutes.ts';
import type { Certain, Watch } from '#src/api/client/certain.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type EmailOfMeeting, sendEmailOfMeeting } from '#src/api/courier/send-email.ts';
import { sendTextOfMeeting, type TextOfMeeting } from '#src/api/courier/send-text.ts';
import type { Letter } from './letter.ts';

/** What one recipient is sent. */
export type Sending = { readonly recipient: string } & (
  | ({ readonly way: 'messenger' } & MinutesToClient)
  | ({ readonly way: 'email' } & EmailOfMeeting)
  | ({ readonly way: 'text' } & TextOfMeeting)
);

interface SendingOptions {
  /** UUID. */
  readonly meeting: string;
  /** An admin's own operator. */
  readonly operator: number | undefined;
}

/** The request that sends a message, under a new key. */
export function sendingOf(
  { recipient, way, text: written, subject = '', pdf }: Letter,
  { meeting, operator }: SendingOptions,
): Sending {
  const text = written.trim();
  const to = { ...wishNow(), recipient, meeting, text };
  switch (way.kind) {
    case 'email':
      return { ...to, way: 'email', individual: way.individual, subject: subject.trim(), pdf };
    case 'text':
      return {
        ...to,
        way: 'text',
        account: way.account,
        phone: way.phone,
        individual: way.individual,
        pdf,
      };
    case 'messenger':
      return {
        ...to,
        way: 'messenger',
        client: Number(recipient),
        channel: way.channel?.id,
        transport: way.transport,
        operator,
        pdf,
      };
  }
}

/** Sends it, once. */
export function send(queryClient: QueryClient, sending: Sending, watch: Watch): Promise<Certain<unknown>> {
  switch (sending.way) {
    case 'email':
      return sendEmailOfMeeting(queryClient, sending, watch);
    case 'text':
      return sendTextOfMeeting(queryClient, sending, watch);
    case 'messenger':
      return sendMinutes(queryClient, sending, watch);
  }
}
