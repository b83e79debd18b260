import type { Draft } from './model/draft.ts';

/** Changes what is typed in one place of a request. */
export type Edit = (at: string, change: (draft: Draft) => Draft) => void;
