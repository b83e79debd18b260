import { getUserEmail } from '#contract/courier/emails.ts';
import { getMessagingMessage, listMessagingMessages } from '#contract/courier/messages.ts';
import { listTexts } from '#contract/courier/texts.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { timeOf } from '../conversations/wire.ts';
import { fieldAt } from '../fields.ts';
import type { FindEffect } from '../sent/find-effect.ts';
import { withoutLinks } from '../shared/shared-files.ts';

/** Clocks differ. */
const toleranceMs = 10_000;
const limit = 1_000;

/** Id of the e-mail that a request sends, from its path. */
export const emailIn = (path: string | null): string | undefined =>
  /^\/v1\/user-emails\/([\da-f-]{36})\/send\//.exec(path ?? '')?.[1];

/** An e-mail was sent if it is no longer a draft. What is not found tells nothing: the path of one e-mail is not certain. */
const findEmail: FindEffect = async (ask, { path }) => {
  const id = emailIn(path);
  if (id === undefined) return undefined;
  const found = await orMissing(ask(getUserEmail, { params: { id } }));
  if (!found) return undefined;
  return found.data.attributes.status === 'draft' ? false : { made: id };
};

/** A text message bears nothing of ours: what it says, to whom, and when it was sent. */
const findText: FindEffect = async (ask, { entry, body }) => {
  const attribute = (name: string) => {
    const value = fieldAt(body, `data.attributes.${name}`);
    return typeof value === 'string' ? value : undefined;
  };
  const [account, target, message] = ['account-id', 'target', 'message'].map(attribute);
  if (account === undefined || target === undefined || message === undefined) return undefined;
  const texts = await textsTo(ask, account, target);
  const found = texts.find(
    ({ attributes }) =>
      // The ledger keeps no links.
      withoutLinks(attributes.message ?? '') === message &&
      attributes.target === target &&
      (timeOf(attributes['created-at']) ?? 0) >= entry.at - toleranceMs,
  );
  if (found) return { made: found.id };
  return texts.length < limit ? false : undefined;
};

const textsTo = async (ask: AskCompany, account: string, target: string) => {
  const query = { 'account-id': account, 'filter[target]': target, 'page[limit]': String(limit) };
  return (await ask(listTexts, { query })).data;
};

/** Messages of channels bear nothing of ours: where, by whom, what, when, and not what another request has posted. */
const findMessage: FindEffect = async (ask, { entry, body, isMade }) => {
  const attribute = (name: string) => {
    const value = fieldAt(body, `data.attributes.${name}`);
    return typeof value === 'string' ? value : undefined;
  };
  const [channel, author, message] = ['channel-id', 'individual-id', 'message'].map(attribute);
  if (channel === undefined || message === undefined) return undefined;
  const since = new Date(entry.at - toleranceMs).toISOString();
  const query = {
    'channel-id': channel,
    'filter[cmp-posted-time]': [`>=${since}`],
    'page[limit]': String(limit),
  };
  const { data } = await ask(listMessagingMessages, { query });
  const alike = data.filter(
    ({ attributes }) =>
      attributes.message === message && (author === undefined || attributes['individual-id'] === author),
  );
  for (const { id } of alike) if (!(await isMade(id))) return { made: id };
  return data.length < limit ? false : undefined;
};

const draftIn = (path: string | null): string | undefined =>
  /^\/v1\/messaging-messages\/([\da-f-]{36})\//.exec(path ?? '')?.[1];

/** A draft was posted if it no longer is one. */
const findPosted: FindEffect = async (ask, { path, body }) => {
  const id = draftIn(path);
  if (id === undefined || fieldAt(body, 'data.attributes.draft') !== false) return undefined;
  const found = await orMissing(ask(getMessagingMessage, { params: { id } }));
  if (!found) return undefined;
  return found.data.attributes.draft === true ? false : { made: id };
};

export const courierFinders: Readonly<Record<string, FindEffect>> = {
  sendUserEmail: findEmail,
  sendText: findText,
  createMessagingMessage: findMessage,
  updateMessagingMessage: findPosted,
};
