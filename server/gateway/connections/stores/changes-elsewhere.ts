import { courier } from '#contract/courier/system.ts';
import type { SystemId } from '#contract/system.ts';
import type { Notices } from '../../../data/notices.ts';
import { callSystem } from '../calls/call-sights.ts';
import type { Calls } from '../calls/calls.ts';
import type { Channels } from '../channels/channels.ts';
import { channelIn, isChannelWrite } from '../channels/own-writes.ts';
import { type OwnWrite, withoutWords } from '../conversations/changes/own-writes.ts';
import { type Conversations, conversationSystem, type HeardChange } from '../conversations/conversations.ts';

/** What has changed at a system: someone wrote it, or the system reported it. */
interface Change {
  readonly organisation: string;
  readonly system: SystemId;
  readonly wrote?: OwnWrite;
  readonly heard?: HeardChange;
}

export interface ChangingBooks {
  readonly conversations: Conversations;
  readonly calls: Calls;
  readonly channels: Channels;
}

/** Changes, told to what this gateway has read of systems, and to the other gateways before anyone is answered. */
export interface ChangesElsewhere {
  wrote(organisation: string, system: SystemId, write: OwnWrite): Promise<void>;
  heard(organisation: string, heard: HeardChange): Promise<void>;
}

export function changesElsewhere(
  notices: Notices,
  { conversations, calls, channels }: ChangingBooks,
): ChangesElsewhere {
  const topic = notices.topic<Change>('changes');
  const apply = ({ organisation, system, wrote, heard }: Change) => {
    if (heard) conversations.changed(organisation, heard);
    if (!wrote) return;
    if (system === conversationSystem) conversations.wrote(organisation, wrote);
    if (system === callSystem) calls.wrote(organisation, wrote.operation);
    if (system === courier.id && isChannelWrite(wrote.operation)) {
      channels.wrote(organisation, channelIn(wrote));
    }
  };
  topic.on(apply, () => {
    for (const books of [conversations, calls, channels]) books.forget();
  });
  const tell = async (change: Change) => {
    apply(change);
    await topic.tell(change);
  };
  return {
    wrote: (organisation, system, write) => tell({ organisation, system, wrote: withoutWords(write) }),
    heard: (organisation, heard) => tell({ organisation, system: conversationSystem, heard }),
  };
}
