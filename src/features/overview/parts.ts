import type { TodoRow } from './found-todos.tsx';

/** Addresses of lists, as the feature `meetings` writes them. */
export interface OverviewLinks {
  /** Meetings with one of these statuses, created on or after a day. */
  withStatus(statuses: readonly string[], since: Date | undefined): string;
  /** Finished meetings of an owner that are not approved. */
  toReview(ownerUuid: string, since: Date): string;
  /** Open to-dos that name someone. */
  todosOf(name: string): string;
}

/** What this device keeps that Claritalk has not received. */
export interface OwnDevice {
  /** Recordings that are not uploaded. */
  readonly recordings: number;
  /** Of these: uploads that wait for a decision. */
  readonly stuck: number;
  /** Of these: recordings that were interrupted. */
  readonly left: number;
  /** Meetings with changes that are not saved. */
  readonly drafts: number;
  /** Where to see to it. */
  readonly to: string;
}

/** What the overview takes from other features; `app/` passes it in. */
export interface OverviewParts {
  readonly links: OverviewLinks;
  readonly device: OwnDevice;
  readonly loadTodoRow: () => Promise<TodoRow>;
  /** Loads the code of a meeting's page ahead of time. */
  readonly prepareMeeting: () => void;
}
