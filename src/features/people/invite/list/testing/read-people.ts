import { readList } from '../read-list.ts';
import { statesOf } from '../states.ts';
import { guessOf, peopleOfTable } from '../table.ts';

export type Row = readonly [state: string, name: string, email: string, role?: string];

export interface ReadPeople {
  /** A person has to say what the columns are; the rows are what is proposed. */
  readonly asked: boolean;
  readonly rows: readonly Row[];
}

/** The people of a list, or what is proposed when a person has to be asked what its columns are. */
export function readPeople(text: string): ReadPeople {
  const list = readList(text);
  const guess = list.kind === 'table' ? guessOf(list.table, list.table.hasHeadings) : undefined;
  const people =
    list.kind === 'table'
      ? peopleOfTable(list.table, { hasHeadings: list.table.hasHeadings, uses: guess?.uses ?? [] })
      : list.people;
  const states = statesOf(people, new Set());
  return {
    asked: guess?.isSure === false,
    rows: people.map(({ name, email, role }, at) => {
      const row = [states[at] ?? '', name, email] as const;
      return role === undefined ? row : [...row, role];
    }),
  };
}

export const sure = (...rows: Row[]): ReadPeople => ({ asked: false, rows });
