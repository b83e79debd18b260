import type { QueryClient } from '@tanstack/react-query';
import { type OutgoingReminder, remind } from '#src/api/chat2desk/todo-requests.ts';
import type { Certain, PageWatch } from '#src/api/client/certain.ts';
import { type EmailOfMeeting, sendEmailOfMeeting } from '#src/api/courier/send-email.ts';
import { sendTextOfMeeting, type TextOfMeeting } from '#src/api/courier/send-text.ts';

/** A message to someone about their to-dos. */
export type ReminderToSend =
  | ({ readonly way: 'messenger' } & OutgoingReminder)
  | ({ readonly way: 'email' } & EmailOfMeeting)
  | ({ readonly way: 'text' } & TextOfMeeting);

/**
 * Sends it, once, whichever way: the gateway refuses another one about the same to-dos, also by another way, of which
 * someone else does not know yet.
 */
export function sendReminder(
  queryClient: QueryClient,
  reminder: ReminderToSend,
  { earlier, ...watch }: PageWatch<ReminderToSend>,
): Promise<Certain<unknown>> {
  switch (reminder.way) {
    case 'email':
      return sendEmailOfMeeting(queryClient, reminder, watch);
    case 'text':
      return sendTextOfMeeting(queryClient, reminder, watch);
    case 'messenger': {
      const before = earlier?.way === 'messenger' ? earlier : undefined;
      return remind(queryClient, reminder, { ...watch, earlier: before });
    }
  }
}
