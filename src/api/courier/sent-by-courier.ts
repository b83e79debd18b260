import type { QueryClient } from '@tanstack/react-query';
import { type About, aboutHeader } from '#contract/gateway/sent.ts';
import type { Find } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { readMeetingSent } from '../gateway/meeting-sent.ts';
import { sentKeys } from '../gateway/sent.ts';

/** Options of a write that is about a meeting. */
export function aboutMeeting(
  meeting: string,
  wish: Pick<IdempotencyKey, 'key' | 'signal'>,
  about: About = { meetings: [{ id: meeting }] },
) {
  const { headers, ...options } = elevated(wish);
  return {
    ...options,
    headers: { ...headers, [aboutHeader]: JSON.stringify(about) },
  };
}

/** Finds what became of something that was sent out of a meeting: the gateway looks for it at Courier. */
export const foundAtMeeting =
  (meeting: string, key: string): Find<unknown> =>
  async (signal) => {
    const entry = (await readMeetingSent(meeting, 'courier', signal)).sent.find((one) => one.key === key);
    if (!entry || entry.state === 'refused' || entry.state === 'not-sent') return 'absent';
    return entry.state === 'done' ? { found: entry } : 'unseen';
  };

/** Reads again what shows what was sent. */
export async function renewSent(queryClient: QueryClient): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  await queryClient.invalidateQueries({ queryKey: conversationKeys.all });
}
