import { fingerprint, uniqueKeys } from '#src/lib/hash/fingerprint.ts';
import { fields, flag, instant, list, number, text, type Wire } from '#src/lib/reader.ts';

export interface Attendee {
  readonly name: string;
  readonly email: string | undefined;
  /** Who it is in a connected system; text or number, as that system has it. */
  readonly integrationId: string | number | undefined;
}

export interface Topic {
  readonly topic: string;
  readonly description: string | undefined;
  /** Undefined when the assistant did not say. */
  readonly discussed: boolean | undefined;
  readonly summary: string | undefined;
}

export interface Todo {
  /** The same for a to-do with the same words in this meeting; after a new summary, ids may belong to other words. */
  readonly key: string;
  readonly description: string;
  readonly assignee: string | undefined;
  /** `YYYY-MM-DD`: a day, in no zone. */
  readonly dueDate: string | undefined;
  readonly done: boolean;
}

/** A note or a chat message. */
export interface Entry {
  readonly text: string;
  /** UUID of who wrote it. */
  readonly authorUuid: string | undefined;
  readonly at: Date | undefined;
  /** Seconds into the recording. */
  readonly offsetSeconds: number | undefined;
}

/** Returns a person: from an object with a name or e-mail address, or from just the name. */
export function normaliseAttendee(wire: unknown): Attendee | undefined {
  const attendee = fields(wire);
  const email = text(attendee.email);
  const name = nameOf(wire) ?? email;
  if (name === undefined) return undefined;
  const { integration_id: id } = attendee;
  return {
    name,
    email: email === name ? undefined : email,
    integrationId: typeof id === 'number' ? id : text(id),
  };
}

export function normaliseTopic(wire: unknown): Topic | undefined {
  const topic = fields(wire);
  const named = firstText(topic, ['topic', 'name', 'title']) ?? plainText(wire);
  if (named === undefined) return undefined;
  return {
    topic: named,
    description: text(topic.description),
    discussed: flag(topic.discussed),
    summary: text(topic.summary),
  };
}

export function normaliseTodos(wire: unknown): Todo[] {
  const unique = uniqueKeys();
  return list(wire, normaliseTodo).map((todo) => ({
    key: unique(`t${fingerprint(todo.description)}`),
    ...todo,
  }));
}

function normaliseTodo(wire: unknown): Omit<Todo, 'key'> | undefined {
  const todo = fields(wire);
  const description =
    firstText(todo, ['description', 'todo', 'task', 'text', 'title', 'name']) ?? plainText(wire);
  if (description === undefined) return undefined;
  return {
    description,
    assignee: nameOf(todo.assignee),
    dueDate: dayOf(todo.due_date ?? todo.dueDate),
    done: flag(todo.done ?? todo.completed) ?? false,
  };
}

/** Notes in any of the forms that callers keep them in: text, a list of texts, a list of objects. */
export function normaliseNotes(wire: unknown): Entry[] {
  return list(Array.isArray(wire) ? wire : [wire], (item) => entry(item, ['text', 'note', 'content']));
}

/** What the recorder noted of one kind, in the order of the recording; a bookmark may have no words. */
export function normaliseMarks(dashboard: unknown, kind: 'bookmark' | 'note'): Entry[] {
  return list(fields(dashboard).marks, (item) => {
    const mark = fields(item);
    const offsetSeconds = number(mark.seconds);
    if (mark.kind !== kind || offsetSeconds === undefined || offsetSeconds < 0) return undefined;
    return { text: text(mark.text) ?? '', authorUuid: undefined, at: instant(mark.at), offsetSeconds };
  });
}

/** Chat messages in the order of their times. */
export function normaliseChat(wire: unknown): Entry[] {
  const entries = list(wire, (item) => entry(item, ['sentence', 'message', 'text', 'content']));
  return entries.sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
}

function entry(wire: unknown, keys: readonly string[]): Entry | undefined {
  const item = fields(wire);
  const words = firstText(item, keys) ?? plainText(wire);
  if (words === undefined) return undefined;
  const time = item.time ?? item.at;
  const seconds = number(time);
  // Unix seconds, or seconds into the recording: no recording lasts thirty years.
  const unix = seconds !== undefined && seconds > 1e9 && seconds < 1e11;
  return {
    text: words,
    authorUuid: text(item.user),
    at: unix ? new Date(seconds * 1000) : instant(time),
    offsetSeconds: seconds !== undefined && seconds >= 0 && seconds <= 1e9 ? seconds : undefined,
  };
}

const plainText = (wire: unknown) => (typeof wire === 'string' ? text(wire) : undefined);

const firstText = (wire: Wire, keys: readonly string[]) =>
  keys.map((key) => text(wire[key])).find((value) => value !== undefined);

const nameOf = (wire: unknown) => plainText(wire) ?? text(fields(wire).name);

function dayOf(wire: unknown): string | undefined {
  const date = instant(wire);
  if (!date || typeof wire !== 'string') return undefined;
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(wire.trim()) ?? [];
  return day ?? date.toISOString().slice(0, 10);
}
