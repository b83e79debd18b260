/** Returns a request that the sandbox accepts for each row, from its schemas and existing entities. */

import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import { references } from '../store/references.ts';

/** Ids of existing entities, by type; some of each. */
export type Known = Readonly<Record<string, string>>;

/** What is under a name that the sandbox knows, but not as an id of its own. */
const otherReferences: Readonly<Record<string, string>> = {
  participants: 'individuals',
  'subject-id': 'individuals',
};

type Place = (path: readonly string[]) => unknown;

/** A golden value with ids of what there is; `instead` has what else must be something special. */
function filled(value: unknown, known: Known, instead: Place, path: readonly string[] = []): unknown {
  const special = instead(path);
  if (special !== undefined) return special;
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, known, instead, path));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, filled(field, known, instead, [...path, name])]),
    );
  }
  const name = path.at(-1)?.replace(/^filter\[(.*)\]$/, '$1') ?? '';
  const type = references[name] ?? otherReferences[name];
  return (type && known[type]) ?? value;
}

/** Values that only make sense as something special, by `operation.path`. */
const special: Readonly<Record<string, (known: Known) => unknown>> = {
  'createMessagingMessage.data.attributes.individual-id': ({ owner }) => owner,
  'createMessagingPlugin.data.attributes.name': () => 'newone',
  'createUserMulticast.template-data': () => ({ date: '1 May' }),
  'createUserMulticast.template-id': () => 'office-closed',
  'createMulticast.data.attributes.data': () => ({ date: '1 May' }),
  'createMulticast.data.attributes.template-id': () => 'office-closed',
  'createAppCredential.data.attributes.app-name': () => 'golden.app',
  'createVideoChannel.data.attributes.participants': ({ individuals }) => [individuals],
  'listMessagingBulkAttachments.bulk-message-id': ({ bulkDraft }) => bulkDraft,
  'listUserEmailAttachments.email-id': ({ draft }) => draft,
  'multicastToIndividual.template-data': () => ({ date: '1 May' }),
  'multicastToIndividual.template-id': () => 'office-closed',
  'multicastToUser.data': () => ({ date: '1 May' }),
  'multicastToUser.template-id': () => 'office-closed',
  'purgeData.data.attributes.entity-id': ({ purged }) => purged,
  'sendText.data.attributes.target': ({ agreed }) => agreed,
  'sendToAskSubscription.event.name': () => 'AMAZON.MessageAlert.Activated',
  'setMessagingChannelSms.active': () => false,
  'setParticipantAudioStates.participants': (known) => [
    { 'audio-state': 'muted', id: known['video-participants'] },
  ],
  'updateMessagingChannel.data.attributes': () => [{ op: 'replace', path: '/name', value: 'Renamed' }],
  'updateMessagingMessage.data.attributes.draft': () => false,
  'updateMessagingMessage.data.attributes.removed': () => false,
  'createUserConsent.data.attributes.user-id': ({ unasked }) => unasked,
  'createUserEmail.data.attributes.auto-send': () => false,
  'getVideoChannelCredentials.individual-id': ({ caller }) => caller,
  'updateMessagingPlugin.data.attributes.name': () => 'renamed',
  'updateVideoParticipant.data.attributes.disconnected': () => true,
  'createMessagingAttachment.data.attributes.content-type': () => 'application/pdf',
  'createUserEmailAttachment.data.attributes.email-id': ({ draft }) => draft,
  'createMessagingBulkAttachment.data.attributes.bulk-message-id': ({ bulkDraft }) => bulkDraft,
  'createBulkBadgeCounts.data.attributes.values': ({ individuals }) => [
    { count: 3, 'individual-id': individuals, type: 'appointment' },
  ],
};

export interface GoldenRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** `id`: what the path names. */
export function goldenRequest(
  operation: ConnectedOperation,
  known: Known,
  id: string | undefined,
): GoldenRequest {
  const place: Place = (path) => special[[operation.name, ...path].join('.')]?.(known);
  const inBody: Place = (path) =>
    place(path) ?? (path.join('.') === 'data.id' && id !== undefined ? id : undefined);
  const own = (known: Known) =>
    operation.actsAs?.as === 'individual' ? { ...known, individuals: known.owner ?? '' } : known;
  return {
    ...(operation.params && id !== undefined ? { params: { id } } : {}),
    ...(operation.query ? { query: filled(golden(operation.query, 'required'), own(known), place) } : {}),
    ...(operation.body ? { body: filled(golden(operation.body, 'full'), own(known), inBody) } : {}),
  };
}
