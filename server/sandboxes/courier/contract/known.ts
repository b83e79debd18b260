/** What a new sandbox contains: an id of each type, and of some that a row needs in a certain state. */
import { operations } from '#contract/courier/table.ts';
import { Database } from '../../lib/database.ts';
import { plan } from '../migrations.ts';
import { plainRow } from '../store/shapes.ts';
import { type Entity, Store } from '../store/store.ts';
import type { Known } from './golden-requests.ts';

export function lookAround(dataDir: string): Known {
  const database = new Database(dataDir, plan);
  const store = new Store(database);
  const known: Record<string, string> = {};
  const keep = (name: string, entity: Entity | undefined) => {
    if (entity) known[name] = entity.id;
  };
  const types = new Set([...operations.flatMap((row) => plainRow(row)?.type ?? []), 'voice-ivrs']);
  for (const type of types) keep(type, store.all(type)[0]);
  const [channel] = store.all('messaging-channels');
  const [owner = '', client = ''] = [channel?.fields['individual-ids']].flat().map(String);
  const calls = store.all('video-channels');
  const [ended, endedToo] = calls.filter(({ fields }) => fields['channel-state'] === 'terminated');
  const open = calls.find(({ fields }) => fields['channel-state'] === 'open');
  const planned = calls.find(({ fields }) => fields['channel-state'] === 'scheduled');
  const own = store.where('video-participants', 'individual-id', owner);
  keep('finalizeEncounter', ended);
  keep('finalizeEncounterV2', endedToo);
  keep('setVideoChannelReminderTimer', planned);
  keep('getVideoChannelCredentials', open);
  keep('getVoiceConferenceCredentials', store.where('voice-conferences', 'state', 'running')[0]);
  keep('terminateVideoChannel', open);
  keep('updateVideoChannel', planned);
  keep('draft', store.where('user-emails', 'status', 'draft')[0]);
  const bulkDraft = store.all('messaging-bulk-messages').find(({ fields }) => fields.draft === true);
  keep('bulkDraft', bulkDraft);
  keep('updateMessagingBulkMessage', bulkDraft);
  keep(
    'video-participants',
    own.find(({ fields }) => fields['video-channel-id'] === calls[0]?.id),
  );
  const caller = store.where('video-participants', 'video-channel-id', open?.id)[0]?.fields['individual-id'];
  keep('purged', store.all('individuals').at(-1));
  const consents = store.all('user-consents');
  const agreed = consents.find(({ fields }) => fields.state === 'accepted')?.fields['target-id'];
  const asked = new Set(consents.map(({ fields }) => fields['user-id']));
  const [unasked, another, third] = store.all('users').filter(({ id }) => !asked.has(id));
  keep('unasked', unasked);
  keep('unaskedToo', another);
  keep('unaskedLast', third);
  database.close();
  return { ...known, individuals: client, owner, caller: String(caller), agreed: String(agreed) };
}
