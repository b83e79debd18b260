import type { CurrentUser } from '#src/api/claritalk/users.ts';
import type { ConnectableSystem } from '#src/api/gateway/connections.ts';

/** What a tab of a connection knows: the system is connected, and the reader is an admin. */
export interface TabProps {
  readonly system: ConnectableSystem;
  readonly self: CurrentUser;
}
