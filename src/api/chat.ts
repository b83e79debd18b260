import { appendChatMessage } from '#contract/claritalk.ts';
import { call } from './client.ts';

/** Adds a line to a meeting's chat, now. `numericId`: see save-meeting.ts. @throws ApiError */
export async function sendChatMessage(numericId: number, sentence: string): Promise<void> {
  await call(appendChatMessage, {
    params: { id: String(numericId) },
    body: { sentence, time: Math.floor(Date.now() / 1000) },
  });
}
