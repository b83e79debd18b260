import type { QueryClient } from '@tanstack/react-query';
import { createVoiceConference } from '#contract/courier/calls.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { sentOnce } from './sent-once.ts';

export interface NewConference extends IdempotencyKey {
  /** Who the person is at Courier; undefined for the company. */
  readonly individual: string | undefined;
}

/** Has Courier begin a conference and call the person who asks, once. */
export const startConference = (
  queryClient: QueryClient,
  given: NewConference,
  watch: PageWatch<NewConference>,
): Promise<Certain<unknown>> => sentOnce(queryClient, given, watch, { send });

function send(given: NewConference) {
  // A member's own is filled in by the gateway, which compares it.
  const attributes = given.individual === undefined ? {} : { 'individual-id': given.individual };
  return write(createVoiceConference, {
    body: { data: { type: 'voice-conferences', attributes } },
    ...elevated(given),
  });
}
