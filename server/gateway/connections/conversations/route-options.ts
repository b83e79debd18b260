import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import type { Channels } from '../channels/channels.ts';
import type { ConnectionStore } from '../store.ts';
import type { Conversations } from './conversations.ts';
import type { ReadAs } from './read-as.ts';

export interface ConversationRoutesOptions {
  readonly conversations: Conversations;
  readonly channels: Channels;
  readonly store: ConnectionStore;
  readonly call: ClaritalkCall;
  readonly readAs: ReadAs;
  /** What links to files begin with; undefined where whoever fetches them cannot reach this dashboard. */
  readonly shared: { readonly root: string | undefined };
}
