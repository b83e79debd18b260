import type { AskedRequest } from '../../proxy/connection.ts';
import type { ScopeRules } from '../conversations/scopes.ts';
import { hidden } from '../conversations/sights.ts';
import { fieldAt } from '../fields.ts';
import type { CourierSight } from './courier.ts';
import type { Directory } from './people.ts';

/** Whose matter something is: a person at Courier, by one of the ways of naming them; or what someone made here. `self`: they name themselves alone. */
type Subject =
  | 'self'
  | 'channel'
  | 'message'
  | 'individual'
  | 'user'
  | 'phone'
  | 'own e-mail'
  | 'own attachment'
  | 'own message'
  | 'own file'
  /** What is posted by it was a draft. */
  | 'posting';

interface Scope {
  /** What the id in the path is. */
  readonly path?: Subject;
  /** What a field of the body is; it has to be there. */
  readonly body?: readonly [field: string, subject: Subject];
}

/**
 * Of each operation, whose matter it is. Members for whom the connection is not open are refused what is not listed
 * here, so that a new row is closed until someone decides about it.
 */
const scopes: Readonly<Record<string, Scope>> = {
  createUserEmail: { body: ['data.attributes.individual-id', 'individual'] },
  createUserEmailAttachment: { body: ['data.attributes.email-id', 'own e-mail'] },
  uploadUserEmailAttachment: { path: 'own attachment' },
  processUserEmailAttachmentUpload: { path: 'own attachment' },
  sendUserEmail: { path: 'own e-mail' },
  createUserConsent: { body: ['data.attributes.user-id', 'user'] },
  sendText: { body: ['data.attributes.target', 'phone'] },
  createMessagingMessage: { body: ['data.attributes.channel-id', 'channel'] },
  createMessagingAttachment: { body: ['data.attributes.message-id', 'own message'] },
  uploadMessagingAttachment: { path: 'own file' },
  processMessagingAttachmentUpload: { path: 'own file' },
  updateMessagingAttachment: { path: 'own file' },
  updateMessagingMessage: { path: 'own message', body: ['data.attributes.draft', 'posting'] },
  createMessagingBookmark: { body: ['data.attributes.channel-id', 'channel'] },
  acknowledgeMessagingMessage: { path: 'message' },
  addMessagingReaction: { path: 'message' },
  deleteMessagingReaction: { path: 'message' },
  getMessagingReceipts: { path: 'message' },
  archiveMessagingChannel: { path: 'channel' },
  unarchiveMessagingChannel: { path: 'channel' },
  setMessagingChannelPreferences: { path: 'channel' },
  subscribeToMessagingChannel: { path: 'channel', body: ['individual-ids', 'self'] },
};

/** Whether an operation is about a channel: then its actor is the person’s individual. */
export const isOfChannels = (operation: string): boolean =>
  /^((create|update)MessagingMessage|processMessagingAttachmentUpload|acknowledgeMessagingMessage|(add|delete)MessagingReaction|getMessagingReceipts|setMessagingChannelPreferences)$/.test(
    operation,
  );

export const hasCourierScope = (operation: string): boolean => Object.hasOwn(scopes, operation);

export interface CourierScopeOptions {
  readonly sight: CourierSight;
  readonly directory: Directory;
  /** Whether the person made something with this id by that operation here. */
  readonly made: (operation: string, id: string) => Promise<boolean>;
  /** @throws Refusal for a conversation that they may not see, or a message of one. */
  readonly mustSee: (subject: 'channel' | 'message', id: string) => Promise<unknown>;
}

/**
 * What applies to one request of a member for whom the connection is not open.
 * @throws Refusal for what the person may not see, and for what does not exist alike.
 */
export async function courierScopeRules(
  options: CourierScopeOptions,
  asked: AskedRequest,
): Promise<ScopeRules> {
  const scope = scopes[asked.operation.name];
  if (scope === undefined) throw hidden();
  if (scope.path) await see(options, scope.path, asked.params.id);
  return {
    check: (place, values) =>
      place === 'body' && scope.body
        ? see(options, scope.body[1], fieldAt(values, scope.body[0]))
        : undefined,
    edit: (body) => body,
  };
}

/** @throws Refusal */
async function see(options: CourierScopeOptions, subject: Subject, id: unknown): Promise<void> {
  if (subject === 'self') {
    const { individual } = options.sight;
    const isSelf = Array.isArray(id) && id.length === 1 && individual !== undefined && id[0] === individual;
    if (!isSelf) throw hidden();
    return;
  }
  if (subject === 'posting') {
    if (id !== false) throw hidden();
    return;
  }
  if (typeof id !== 'string') throw hidden();
  // Whoever wrote a draft may have been taken out of its channel.
  if (subject === 'own message') await options.mustSee('message', id);
  if (subject === 'channel' || subject === 'message') await options.mustSee(subject, id);
  else if (!(await isTheirs(options, subject, id))) throw hidden();
}

async function isTheirs(
  { sight, directory, made }: CourierScopeOptions,
  subject: Exclude<Subject, 'self' | 'posting' | 'channel' | 'message'>,
  id: string,
): Promise<boolean> {
  switch (subject) {
    case 'individual':
      return sight.knows(id);
    case 'user':
      return sight.knows(directory.byUser.get(id)?.individual);
    case 'phone':
      return (directory.byPhone.get(id) ?? []).some(({ individual }) => sight.knows(individual));
    case 'own e-mail':
      return made('createUserEmail', id);
    case 'own attachment':
      return made('createUserEmailAttachment', id);
    case 'own message':
      return made('createMessagingMessage', id);
    case 'own file':
      return made('createMessagingAttachment', id);
  }
}
