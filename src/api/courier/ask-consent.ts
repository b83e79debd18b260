import type { QueryClient } from '@tanstack/react-query';
import { createUserConsent } from '#contract/courier/texts.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { sentKeys } from '../gateway/sent.ts';
import { meetingPeopleOptions, readMeetingPeople } from './meeting-people.ts';

/** Someone of a meeting who is asked whether they agree to text messages. */
export interface ConsentRequest extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  /** UUID of the user at Courier. */
  readonly user: string;
  /** What they are asked. */
  readonly question: string;
}

/** Asks someone by a text message whether they agree to get more, once: what they were asked shows at Courier. */
export async function askConsent(
  queryClient: QueryClient,
  { user, meeting, question, ...wish }: ConsentRequest,
  watch: Watch,
): Promise<Certain<unknown>> {
  const attributes = { type: 'sms' as const, 'user-id': user, args: { messages: { initial: question } } };
  const body = { data: { type: 'user-consents' as const, attributes } };
  const find: Find<unknown> = async (signal) => {
    const { people } = await readMeetingPeople(meeting, signal);
    const asked = people.find((one) => one.user === user);
    return asked && asked.consent !== 'none' ? { found: asked } : 'absent';
  };
  const result = await certain<unknown>(
    () => write(createUserConsent, { body, ...elevated(wish) }),
    find,
    watch,
  );
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  await queryClient.invalidateQueries({ queryKey: meetingPeopleOptions(meeting).queryKey });
  return result;
}
