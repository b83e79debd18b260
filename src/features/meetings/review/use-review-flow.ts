import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { type Shortcut, useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { needsAttention, neighbour, type ReviewItem } from './review-view.ts';
import type { ReviewOfMeeting } from './use-review.ts';

/** The editable parts of an item. */
export type ItemPart = 'comment' | 'correction';

/** The actions on an item, by its key. The functions stay the same from rendering to rendering. */
export interface ItemActions {
  readonly accept: (key: string) => void;
  readonly flag: (key: string) => void;
  /** Starts editing; undefined ends it. */
  readonly open: (key: string, part: ItemPart | undefined) => void;
  /** The focus came into it. */
  readonly enter: (key: string) => void;
}

export const elementIdOf = (key: string) => `answer-${key}`;

interface Flow {
  /** Key of the item that the keys work on. */
  readonly current: string | undefined;
  readonly opened: { readonly key: string; readonly part: ItemPart } | undefined;
  /** For the live region. */
  readonly said: string;
  readonly actions: ItemActions;
  readonly goTo: (item: ReviewItem | undefined) => boolean;
}

/**
 * Reviewing answers one after the other, by keyboard or pointer. `shownOf` returns the items on the page when one of
 * them is the current one.
 */
export function useReviewFlow(
  { readOnly, set }: ReviewOfMeeting,
  items: readonly ReviewItem[],
  shownOf: (current: string | undefined) => readonly ReviewItem[],
): Flow {
  const t = useTranslations('review');
  const [current, setCurrent] = useState<string>();
  const [opened, setOpened] = useState<Flow['opened']>();
  const [said, say] = useState('');
  const goTo = (item: ReviewItem | undefined): boolean => {
    if (!item) return false;
    setCurrent(item.key);
    focusOn(item.key);
    return true;
  };
  const accept = (item: ReviewItem): boolean => {
    const undo = item.state === 'accepted' && !item.outdated;
    set(reviewPaths.answer(item.key, 'state'), undo ? null : 'accepted', item.print);
    say(t(undo ? 'said.reopened' : 'said.accepted', { number: item.number, total: items.length }));
    return !undo;
  };
  const flag = (item: ReviewItem, openComment: boolean) => {
    const undo = item.state === 'flagged' && !item.outdated && !openComment;
    set(reviewPaths.answer(item.key, 'state'), undo ? null : 'flagged', item.print);
    say(t(undo ? 'said.reopened' : 'said.flagged', { number: item.number, total: items.length }));
    setOpened(undo ? undefined : { key: item.key, part: 'comment' });
  };
  const shown = shownOf(current);
  const onCurrent = (action: (item: ReviewItem) => void) => () => {
    const item = items.find(({ key }) => key === current);
    if (!item) return false;
    action(item);
    return true;
  };
  const writing: readonly Shortcut[] = [
    {
      keys: ['a'],
      label: t('keys.accept'),
      does: 'acts',
      run: onCurrent((item) => {
        if (accept(item)) goTo(neighbour(shown, item.key, 1));
      }),
    },
    { keys: ['f'], label: t('keys.flag'), does: 'acts', run: onCurrent((item) => flag(item, true)) },
    {
      keys: ['e'],
      label: t('keys.correct'),
      does: 'acts',
      run: onCurrent((item) => setOpened({ key: item.key, part: 'correction' })),
    },
  ];
  useShortcuts(t('title'), [
    { keys: ['n'], label: t('keys.next'), does: 'moves', run: () => goTo(neighbour(shown, current, 1)) },
    { keys: ['p'], label: t('keys.previous'), does: 'moves', run: () => goTo(neighbour(shown, current, -1)) },
    {
      keys: ['u'],
      label: t('keys.attention'),
      does: 'moves',
      run: () => goTo(nextAttention(items, current)),
    },
    ...(readOnly === undefined ? writing : []),
  ]);
  const latest = useRef({ items, accept, flag });
  useEffect(() => {
    latest.current = { items, accept, flag };
  });
  const actions = useMemo<ItemActions>(() => {
    const withItem = (key: string, act: (item: ReviewItem) => unknown) => {
      const item = latest.current.items.find((each) => each.key === key);
      if (item) act(item);
    };
    return {
      accept: (key) => withItem(key, (item) => latest.current.accept(item)),
      flag: (key) => withItem(key, (item) => latest.current.flag(item, false)),
      open: (key, part) => {
        setOpened(part && { key, part });
        if (!part) focusOn(key);
      },
      enter: setCurrent,
    };
  }, []);
  return { current, opened, said, actions, goTo };
}

/** The next one that needs attention, from the current one onwards, wrapping around. */
function nextAttention(items: readonly ReviewItem[], current: string | undefined): ReviewItem | undefined {
  const at = items.findIndex(({ key }) => key === current) + 1;
  const around = [...items.slice(at), ...items.slice(0, at)];
  return around.find(needsAttention) ?? around.find((item) => item.state === undefined);
}

function focusOn(key: string): void {
  // The rendering puts it on the page if it was filtered out.
  focusAfterRendering(() => {
    const element = document.getElementById(elementIdOf(key));
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  });
}
