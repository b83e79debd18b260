import { askSystem } from '../support/connections.ts';
import { readMeeting, type WireMeeting } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';

/** Someone as Courier knows them, or a message to them. */
export interface User {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads at the sandbox of Courier itself. */
export const readCourier = async (stack: Stack, path: string) =>
  (await askSystem(stack, 'courier', path)).json();

/** A finished meeting of Owen's, and one of its guests whose answer to the question about text messages is known. */
export async function meetingWith(
  stack: Stack,
  state: string | undefined,
): Promise<{ readonly meeting: WireMeeting; readonly guest: User; readonly name: string }> {
  const users: readonly User[] = (await readCourier(stack, '/v1/users/?page[limit]=1000')).data;
  const consents: readonly User[] = (await readCourier(stack, '/v1/user-consents/?page[limit]=1000')).data;
  const listed: { id: string }[] = await (await stack.api('/meetings/list?limit=100&status=finished')).json();
  for (const { id } of listed) {
    const meeting = await readMeeting(stack, id, 'owen', true);
    for (const { name, email } of (meeting.attendees ?? []) as { name: string; email: string | null }[]) {
      const guest = users.find((one) => one.attributes.email === email);
      const answer = consents.find(({ attributes }) => attributes['user-id'] === guest?.id);
      const isGuest = guest && !email?.endsWith('@sandbox.test');
      if (isGuest && answer?.attributes.state === state) return { meeting, guest, name };
    }
  }
  throw new Error(`the seed has no guest whose answer is ${state}`);
}
