import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { list } from '#src/lib/reader.ts';
import { type IndexedDetails, type IndexedMeeting, listedMeeting } from './model/document.ts';

/** A meeting in the index. */
export interface Entry {
  readonly meeting: IndexedMeeting;
  /** `updatedAt` of the list when the meeting was read, in ms; null for none. Undefined: to be read. */
  readonly readAt: number | null | undefined;
  /** Another number whenever the words change, also of the next meeting here; the full text says which it has. */
  readonly revision: number;
  /** The last walk along the list that found it. */
  readonly walk: number;
}

/** An entry as it is written. */
interface StoredEntry extends Entry {
  readonly slot: number;
}

/** Meetings in one record on disk. */
const batchSize = 128;

/**
 * All meetings of the index by their number. A number is a place that is used again after a deletion, so that
 * the full text and the records need no longer ids.
 */
export class Catalogue {
  readonly #entries: (Entry | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #dirty = new Set<number>();
  readonly #strings = new Map<string, string>();
  #wanted = 0;
  #revision = 0;

  get size(): number {
    return this.#slots.size;
  }

  /** How many meetings are still to be read. */
  get wanted(): number {
    return this.#wanted;
  }

  at(slot: number): Entry | undefined {
    return this.#entries[slot];
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  *entries(): Generator<readonly [number, Entry]> {
    for (const [slot, entry] of this.#entries.entries()) if (entry) yield [slot, entry];
  }

  *meetings(): Generator<IndexedMeeting> {
    for (const entry of this.#entries) if (entry) yield entry.meeting;
  }

  /** Returns whether a meeting of a list is new, or its name or language changed, and takes over what the list says. */
  list(item: MeetingListItem, walk: number): { slot: number; changed: boolean } {
    const slot = this.#slots.get(item.id) ?? this.#free.pop() ?? this.#entries.length;
    const before = this.#entries[slot];
    const listed = listedMeeting(item);
    const stale = before?.readAt === undefined || (before.readAt ?? 0) < (listed.updatedAt ?? 0);
    const changed =
      before?.meeting.name !== listed.name || before?.meeting.locale !== listed.locale || !before;
    this.#put(slot, {
      meeting: { ...listed, details: before?.meeting.details },
      readAt: stale ? undefined : before?.readAt,
      revision: before && !changed ? before.revision : this.#nextRevision(),
      walk: Math.max(walk, before?.walk ?? 0),
    });
    return { slot, changed };
  }

  /** Takes over what reading a meeting showed. `item` has the facts that lists have too. */
  read(item: MeetingListItem, details: IndexedDetails): number {
    const known = this.#slots.get(item.id);
    const before = known === undefined ? undefined : this.#entries[known];
    const slot = known ?? this.#free.pop() ?? this.#entries.length;
    const listed = listedMeeting(item);
    this.#put(slot, {
      // A single meeting names its owner in another way; the list's way is kept.
      meeting: { ...listed, ownerUuid: listed.ownerUuid ?? before?.meeting.ownerUuid, details },
      readAt: listed.updatedAt ?? before?.meeting.updatedAt ?? null,
      revision: this.#nextRevision(),
      walk: before?.walk ?? 0,
    });
    return slot;
  }

  /** It can be listed but not read: there is nothing more to get until it changes. */
  refuse(id: string): void {
    const slot = this.#slots.get(id);
    const entry = slot === undefined ? undefined : this.#entries[slot];
    if (slot !== undefined && entry) this.#put(slot, { ...entry, readAt: entry.meeting.updatedAt ?? null });
  }

  /** Has meetings read again whose details lack something; until then these are used as they are. */
  readAgain(lacks: (details: IndexedDetails) => boolean): void {
    for (const [slot, entry] of this.entries()) {
      const { details } = entry.meeting;
      if (details && lacks(details)) this.#put(slot, { ...entry, readAt: undefined });
    }
  }

  /** Forgets a meeting; returns the number it had. */
  remove(id: string): number | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    if (this.#entries[slot]?.readAt === undefined) this.#wanted -= 1;
    this.#entries[slot] = undefined;
    this.#slots.delete(id);
    this.#free.push(slot);
    this.#dirty.add(Math.floor(slot / batchSize));
    return slot;
  }

  /** Meetings that the walk did not find. */
  missed(walk: number): string[] {
    return [...this.entries()].flatMap(([, entry]) => (entry.walk < walk ? [entry.meeting.id] : []));
  }

  /** Meetings that are still to be read, the newest first. */
  wantedIds(): string[] {
    const wanted = [...this.entries()].flatMap(([, { meeting, readAt }]) =>
      readAt === undefined ? meeting : [],
    );
    return wanted.sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0)).map(({ id }) => id);
  }

  /** Batches that changed since the last call, as they are to be written; undefined for an empty one. */
  takeDirty(): Map<number, readonly unknown[] | undefined> {
    const batches = [...this.#dirty].map((batch) => {
      const start = batch * batchSize;
      const rows = this.#entries.slice(start, start + batchSize);
      const stored = rows.flatMap((entry, index): StoredEntry[] =>
        entry ? [{ slot: start + index, ...entry }] : [],
      );
      return [batch, stored.length === 0 ? undefined : stored] as const;
    });
    this.#dirty.clear();
    return new Map(batches);
  }

  /** Has the revisions continue after this one. */
  continueAfter(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
  }

  #nextRevision(): number {
    this.#revision += 1;
    return this.#revision;
  }

  /** Reads a batch that was written by {@link takeDirty}. */
  restore(batch: unknown): void {
    for (const row of list(batch, (value) => value)) {
      // Authenticated by its encryption, so it is what this code wrote (the version is in the AAD).
      const { slot, meeting, readAt, revision = 0, walk = 0 } = row as StoredEntry;
      this.#put(slot, { meeting, readAt, revision, walk });
    }
    this.#dirty.clear();
    this.#free.length = 0;
    for (let slot = 0; slot < this.#entries.length; slot += 1) {
      if (!this.#entries[slot]) this.#free.push(slot);
    }
  }

  clear(): void {
    this.#entries.length = 0;
    this.#slots.clear();
    this.#free.length = 0;
    this.#dirty.clear();
    this.#strings.clear();
    this.#wanted = 0;
  }

  #put(slot: number, entry: Entry): void {
    const before = this.#entries[slot];
    const wanted = (one: Entry | undefined) => (one && one.readAt === undefined ? 1 : 0);
    this.#wanted += wanted(entry) - wanted(before);
    this.#entries[slot] = { ...entry, meeting: this.#compact(entry.meeting) };
    this.#slots.set(entry.meeting.id, slot);
    this.continueAfter(entry.revision);
    this.#dirty.add(Math.floor(slot / batchSize));
  }

  // The same owners, attendees and dossiers come thousands of times: one text of each is enough.
  #compact(meeting: IndexedMeeting): IndexedMeeting {
    const one = (text: string): string => {
      const known = this.#strings.get(text);
      if (known === undefined) this.#strings.set(text, text);
      return known ?? text;
    };
    const maybe = (text: string | undefined) => (text === undefined ? undefined : one(text));
    const { details } = meeting;
    return {
      ...meeting,
      ownerUuid: maybe(meeting.ownerUuid),
      status: maybe(meeting.status),
      locale: maybe(meeting.locale),
      details: details && {
        ...details,
        dossierId: maybe(details.dossierId),
        teamIds: details.teamIds.map(one),
        attendees: details.attendees.map(one),
        todos: details.todos.map((todo) => ({ ...todo, owner: maybe(todo.owner), due: maybe(todo.due) })),
      },
    };
  }
}
