import type { IndexedTodo } from '#src/services/search-index/model/document.ts';

/** A to-do as it is exported, with where it comes from. */
export interface ExportedTodo extends IndexedTodo {
  readonly meeting: {
    readonly id: string;
    readonly name: string | undefined;
    /** When the meeting was created, in ms since the epoch. */
    readonly createdAt: number | undefined;
    /** Address of its page. */
    readonly url: string;
  };
}

export const todoFormats = ['calendar', 'tasks', 'csv', 'todotxt', 'markdown'] as const;
export type TodoFormat = (typeof todoFormats)[number];

/** What the files say in words, in the reader's language. */
export interface TodoWords {
  readonly untitled: string;
  /** "By Ada, until 3 March 2027". */
  readonly note: (todo: ExportedTodo) => string;
  readonly columns: Readonly<Record<'task' | 'who' | 'due' | 'state' | 'meeting' | 'link', string>>;
  readonly state: (done: boolean) => string;
}
