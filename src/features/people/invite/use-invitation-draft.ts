import { useState } from 'react';
import type { RowEdits } from './list/draft.ts';
import type { ColumnChoice } from './list/table.ts';

/** The step from a text to invitations that someone has reached. */
export interface InvitationDraft {
  readonly step: 'list' | 'columns' | 'check';
  readonly text: string;
  /** The person's choice for the columns of a list with these first lines. */
  readonly columns: { readonly of: string; readonly choice: ColumnChoice } | undefined;
  readonly edits: RowEdits;
  /** Role of those without one; empty for the organisation's own. */
  readonly usualRole: string;
}

const empty: InvitationDraft = {
  step: 'list',
  text: '',
  columns: undefined,
  edits: new Map(),
  usualRole: '',
};

/** By person. In memory alone: names and addresses of others are not kept on a device. */
const drafts = new Map<string, InvitationDraft>();

/** The list someone has started to invite; it survives a visit to another page. */
export function useInvitationDraft(userUuid: string) {
  const [draft, setDraft] = useState(() => drafts.get(userUuid) ?? empty);
  const change = (next: Partial<InvitationDraft>) =>
    setDraft((before) => {
      const after = { ...before, ...next };
      drafts.set(userUuid, after);
      return after;
    });
  const reset = () => change(empty);
  return { draft, change, reset };
}
