import { queryOptions } from '@tanstack/react-query';
import {
  listAskSubscriptions,
  sendToAskSubscription,
  synthesizeSpeech,
} from '#contract/courier/voice-assistant.ts';
import { instant, list, text, type Wire } from '#src/lib/reader.ts';
import { call, callForBlob } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item } from '../administration/items.ts';

/** Someone whom the voice assistant may notify, and of what. */
export interface VoiceSubscription {
  readonly id: string;
  /** Id of the user. */
  readonly user: string | undefined;
  readonly skill: string | undefined;
  /** Names of events, in the words of the assistant. */
  readonly events: readonly string[];
  readonly created: Date | undefined;
}

const resource = 'ask-subscriptions';

/** @param organisation its id at Courier */
export const subscriptionsOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) =>
      allItems(
        (page) => call(listAskSubscriptions, { query: { ...page, 'organization-id': organisation }, signal }),
        normaliseSubscription,
      ),
  });

export const normaliseSubscription = ({ id, of }: Item): VoiceSubscription => ({
  id,
  user: text(of['user-id']),
  skill: text(of['skill-id']),
  events: list(of['registered-events'], text),
  created: instant(of['created-at']),
});

export interface VoiceEvent extends IdempotencyKey {
  readonly subscription: string;
  readonly event: string;
  readonly payload: Wire;
  /** Seconds after which it is no longer told. */
  readonly expires: number;
}

/** Has the voice assistant notify someone of an event. Nothing that can be read shows it: only the ledger knows. */
export const sendVoiceEvent = changing<VoiceEvent>({
  send({ subscription: id, event: name, payload, expires, ...wish }) {
    const event = Object.keys(payload).length === 0 ? { name } : { name, payload };
    return write(sendToAskSubscription, {
      params: { id },
      body: { event, expire: expires },
      ...elevated(wish),
    });
  },
  renews: [],
});

/** Returns a text as speech. It only reads, although Courier has it as a POST. @throws ApiError */
export function speak(words: string, signal?: AbortSignal): Promise<Blob> {
  const attributes = { text: words, locale: 'en-US' as const };
  const body = { data: { type: 'tts-synthesizers' as const, attributes } };
  return callForBlob(synthesizeSpeech, { body, signal });
}
