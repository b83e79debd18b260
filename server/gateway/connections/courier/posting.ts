import { getMessagingMessage, updateMessagingMessage } from '#contract/courier/messages.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { fieldAt } from '../fields.ts';

/**
 * Checks a request that posts a draft: one that was posted, in another tab or before a lost response, would get other
 * words in front of whoever has read it. @returns undefined for other requests.
 */
export function postingCheck(
  { name, system }: ConnectedOperation,
  ask: AskCompany,
): ((body: unknown) => Promise<void>) | undefined {
  if (system !== updateMessagingMessage.system || name !== updateMessagingMessage.name) return undefined;
  return async (body) => {
    const id = fieldAt(body, 'data.id');
    if (fieldAt(body, 'data.attributes.draft') !== false || typeof id !== 'string') return;
    const found = await orMissing(ask(getMessagingMessage, { params: { id } }));
    if (found && found.data.attributes.draft !== true) throw refusal('message-posted', {});
  };
}
