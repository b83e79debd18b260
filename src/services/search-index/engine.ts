import type { Meeting, MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { fields, list, number } from '#src/lib/reader.ts';
import { Catalogue, type Entry } from './catalogue.ts';
import { askedSize, Wordings } from './model/asked.ts';
import { detailsOf, type IndexedDetails, type MeetingTexts, textsOf } from './model/document.ts';
import { TextIndex } from './model/text-index.ts';
import { recordIds } from './names.ts';
import type { IndexStorage } from './storage.ts';

/** How far the walk along the list has come. */
export interface WalkPosition {
  /** Number of the walk that is under way, or of the last one. */
  readonly walk: number;
  /** Where the next page begins; undefined when the walk is over. */
  readonly offset: number | undefined;
  /** Meetings that the server says there are. */
  readonly total: number | undefined;
}

/** Meetings whose words are read from the disk at once. */
const readTogether = 50;
/** Characters of the serialised full text in one record. */
const partLength = 1_000_000;
/** The full text is serialised again after this many changes, or this part of all meetings if that is more. */
const snapshotAfter = { changes: 250, part: 0.3 };

/** A revision as the head has it: a meeting's number and the revision itself. */
function revisionOf(pair: unknown): readonly [number, number] | undefined {
  const [slot, revision] = list(pair, number);
  return slot === undefined || revision === undefined ? undefined : [slot, revision];
}

/** What the index knows: in memory for queries, in records on disk for the next time. */
export class IndexEngine {
  readonly catalogue = new Catalogue();
  readonly text = new TextIndex();
  readonly wordings = new Wordings();
  readonly #storage: IndexStorage;
  #position: WalkPosition = { walk: 0, offset: undefined, total: undefined };
  #unwritten = new Map<string, unknown>();
  #unserialised = 0;
  #parts = 0;
  /** Revisions of the meetings in the serialised full text, by their numbers. */
  #revisions: (readonly [number, number])[] = [];
  #version = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(storage: IndexStorage) {
    this.#storage = storage;
  }

  get position(): WalkPosition {
    return this.#position;
  }

  set position(position: WalkPosition) {
    this.#position = position;
  }

  /** Grows with every change to what can be found. */
  get version(): number {
    return this.#version;
  }

  /** Reads what is on disk. What cannot be opened, for instance with another session's key, is deleted. */
  async load(): Promise<void> {
    const head = fields(await this.#storage.read(recordIds.head));
    if (number(head.walk) === undefined) return this.#storage.clear();
    const position = fields(head.position);
    this.#position = {
      walk: number(position.walk) ?? 0,
      offset: number(position.offset),
      total: number(position.total),
    };
    this.wordings.restore(await this.#storage.read(recordIds.wordings));
    for (const { value } of await this.#storage.readAll('catalogue:')) this.catalogue.restore(value);
    this.catalogue.readAgain((details) => !this.#isComplete(details));
    await this.#loadText(head.parts, list(head.revisions, revisionOf));
    this.#version += 1;
  }

  /** Takes over a page of the list. */
  list(items: readonly MeetingListItem[]): void {
    for (const item of items) {
      const { slot, changed } = this.catalogue.list(item, this.#position.walk);
      // Its name can be found at once; its words are when it was read.
      if (changed && !this.text.has(slot)) this.#index(slot, undefined);
    }
    this.#version += 1;
  }

  /** Takes over a meeting that was read. */
  learn(meeting: Meeting): void {
    const slot = this.catalogue.read(meeting, detailsOf(meeting, this.wordings));
    const texts = textsOf(meeting);
    this.#unwritten.set(recordIds.texts(slot), texts);
    this.#index(slot, texts);
    this.#version += 1;
  }

  /** Forgets a meeting that is no longer there. */
  forget(id: string): void {
    const slot = this.catalogue.remove(id);
    if (slot === undefined) return;
    this.text.remove(slot);
    this.#unwritten.set(recordIds.texts(slot), undefined);
    this.#unserialised += 1;
    this.#version += 1;
  }

  /** The words of some meetings, in the order of their numbers; undefined for one that was not read. */
  async texts(slots: readonly number[]): Promise<(MeetingTexts | undefined)[]> {
    const ids = slots.map(recordIds.texts);
    const missing = ids.filter((id) => !this.#unwritten.has(id));
    const found = missing.length === 0 ? [] : await this.#storage.readMany(missing);
    const stored = new Map(missing.map((id, index) => [id, found[index]]));
    // Authenticated by their encryption, so they are what this code wrote.
    return ids.map((id) => (stored.get(id) ?? this.#unwritten.get(id)) as MeetingTexts | undefined);
  }

  /** Writes what has changed. `rest`: nothing else is to be done, so the full text is brought up to date too. */
  flush(rest: boolean): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(rest));
    return this.#writing;
  }

  /** Forgets everything, here and on disk. */
  async clear(): Promise<void> {
    this.catalogue.clear();
    this.text.clear();
    this.wordings.clear();
    this.#unwritten.clear();
    this.#position = { walk: 0, offset: undefined, total: undefined };
    this.#unserialised = 0;
    this.#parts = 0;
    this.#version += 1;
    await this.#writing.catch(() => undefined);
    await this.#storage.clear();
  }

  async #write(rest: boolean): Promise<void> {
    const records = new Map(this.#unwritten);
    for (const [batch, rows] of this.catalogue.takeDirty()) records.set(recordIds.catalogue(batch), rows);
    const wordings = this.wordings.takeChanged();
    if (wordings) records.set(recordIds.wordings, wordings);
    const due = Math.max(snapshotAfter.changes, this.catalogue.size * snapshotAfter.part);
    const serialise = this.#unserialised >= (rest ? 1 : due);
    if (records.size === 0 && !serialise) return;
    if (serialise) this.#serialise(records);
    else records.set(recordIds.head, this.#head());
    // Until it is written it can be read here; what comes in the meantime waits for the next time.
    await this.#storage.write(records);
    for (const [id, value] of records) if (this.#unwritten.get(id) === value) this.#unwritten.delete(id);
  }

  #serialise(records: Map<string, unknown>): void {
    const text = this.text.serialise();
    const parts = Math.ceil(text.length / partLength);
    for (let part = 0; part < Math.max(parts, this.#parts); part += 1) {
      const piece = text.slice(part * partLength, (part + 1) * partLength);
      records.set(recordIds.snapshot(part), part < parts ? piece : undefined);
    }
    this.#parts = parts;
    this.#revisions = [...this.catalogue.entries()].map(([slot, { revision }]) => [slot, revision]);
    this.#unserialised = 0;
    records.set(recordIds.head, this.#head());
  }

  #head() {
    return {
      walk: this.#position.walk,
      position: this.#position,
      parts: this.#parts,
      revisions: this.#revisions,
    };
  }

  async #loadText(partCount: unknown, revisions: (readonly [number, number])[]): Promise<void> {
    const parts = await this.#storage.readAll('snapshot:');
    this.#parts = parts.length;
    const known = new Map<number, number>();
    if (parts.length > 0 && parts.length === number(partCount)) {
      try {
        await this.text.load(parts.map(({ value }) => value).join(''));
        this.#revisions = revisions;
        for (const [slot, revision] of this.#revisions) {
          known.set(slot, revision);
          this.catalogue.continueAfter(revision);
        }
      } catch {
        // Written by another version of the library, say: the words are there to index them again.
        this.text.clear();
      }
    }
    for (const [slot] of known) if (!this.catalogue.at(slot)) this.text.remove(slot);
    const stale = [...this.catalogue.entries()].flatMap(([slot, { revision }]) =>
      known.get(slot) === revision ? [] : slot,
    );
    for (let at = 0; at < stale.length; at += readTogether) {
      const slots = stale.slice(at, at + readTogether);
      const texts = await this.texts(slots);
      for (const [index, slot] of slots.entries()) this.#index(slot, texts[index]);
    }
  }

  /** Whether it is of this version: earlier ones did not keep what was asked. */
  #isComplete({ asked }: IndexedDetails): boolean {
    return (
      asked?.every((value, at) => at % askedSize !== 0 || this.wordings.at(value) !== undefined) ?? false
    );
  }

  #index(slot: number, texts: MeetingTexts | undefined): void {
    const entry = this.catalogue.at(slot);
    if (!entry) return;
    this.text.put(slot, searchable(entry, texts));
    this.#unserialised += 1;
  }
}

function searchable({ meeting }: Entry, texts: MeetingTexts | undefined) {
  const { details, locale } = meeting;
  const todos = details?.todos ?? [];
  const answers = texts?.answers.flatMap(({ answer, correction }) => [answer, correction]) ?? [];
  return {
    locale,
    name: meeting.name ?? '',
    people: [...(details?.attendees ?? []), ...todos.map(({ owner }) => owner)].join('\n'),
    text: [
      ...(texts?.summary ?? []),
      ...answers,
      ...(texts?.topics ?? []),
      ...todos.map(({ description }) => description),
      ...(texts?.notes ?? []),
    ].join('\n'),
  };
}
