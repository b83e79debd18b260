import { createContext, use, useCallback, useEffect, useSyncExternalStore } from 'react';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { Selection } from './selection.ts';

export type MeetingSelection = Selection<MeetingListItem>;

/** Hidden pages have no frames, but nobody sees them either. */
const nextFrame = (tell: () => void) => void requestAnimationFrame(tell);

let present: { readonly scope: string; readonly selection: MeetingSelection } | undefined;

/**
 * The selected meetings of a list; the selection survives paging and a visit to a meeting. Another `scope`, such as
 * other filters, starts empty: nobody should delete what they no longer see.
 */
export function selectionIn(scope: string): MeetingSelection {
  if (present?.scope !== scope) present = { scope, selection: new Selection(nextFrame) };
  return present.selection;
}

export const SelectionContext = createContext<MeetingSelection>(new Selection());

export const useSelection = (): MeetingSelection => use(SelectionContext);

/** Tells the selection what is on the screen: it exists outside of React. */
export function useShown(items: readonly MeetingListItem[] = none): void {
  const selection = useSelection();
  useEffect(() => selection.show(items), [selection, items]);
}

const none: readonly MeetingListItem[] = [];

/** Whether a meeting is chosen. */
export function useIsChosen(id: string): boolean {
  const { subscribeTo, has } = useSelection();
  const subscribe = useCallback((listener: () => void) => subscribeTo(id, listener), [subscribeTo, id]);
  return useSyncExternalStore(subscribe, () => has(id));
}

/** The chosen meetings by their id. */
export function useChosen(): ReadonlyMap<string, MeetingListItem> {
  const { subscribe, getSnapshot } = useSelection();
  return useSyncExternalStore(subscribe, getSnapshot);
}
