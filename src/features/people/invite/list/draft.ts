import type { Doubt, ListedPerson } from './listed-person.ts';

/** What someone typed over a row of a list. */
export interface RowEdit {
  readonly email?: string;
  readonly name?: string;
  /** Undefined: the organisation's usual one. */
  readonly role?: string | undefined;
  readonly send?: boolean;
  /** It was checked, and is meant this way. */
  readonly isConfirmed?: boolean;
}

/** A row as it is shown and would be invited. */
export interface EditedPerson extends ListedPerson {
  /** The same as long as the row is in the list, wherever. */
  readonly id: string;
  readonly send: boolean;
}

/** Edits by the id of their row: they survive a change of the list, its columns or its encoding. */
export type RowEdits = ReadonlyMap<string, RowEdit>;

/** The people of a list with what was typed over them. */
export function withEdits(people: readonly ListedPerson[], edits: RowEdits): readonly EditedPerson[] {
  const times = new Map<string, number>();
  return people.map((person) => {
    const time = (times.get(person.raw) ?? 0) + 1;
    times.set(person.raw, time);
    const id = `${time} ${person.raw}`;
    return edited(person, id, edits.get(id) ?? {});
  });
}

function edited(person: ListedPerson, id: string, edit: RowEdit): EditedPerson {
  const written: readonly Doubt[] = (['email', 'name', 'role'] as const).filter((field) => field in edit);
  return {
    ...person,
    id,
    email: edit.email ?? person.email,
    name: edit.name ?? person.name,
    role: 'role' in edit ? edit.role : person.role,
    send: edit.send ?? true,
    nameGuessed: person.nameGuessed && edit.name === undefined && edit.isConfirmed !== true,
    doubts: edit.isConfirmed ? [] : person.doubts.filter((doubt) => !written.includes(doubt)),
  };
}

/** Edits with the same one of some more rows. */
export const withEdit = (edits: RowEdits, ids: readonly string[], edit: RowEdit): RowEdits =>
  new Map([...edits, ...ids.map((id) => [id, { ...edits.get(id), ...edit }] as const)]);
