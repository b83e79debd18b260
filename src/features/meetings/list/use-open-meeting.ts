import { type MouseEvent, useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type FollowLink, useFollowLink } from '#src/ui/list/use-follow-link.ts';

/** Returns what a row's link does when it is clicked: the meeting comes back to the list with `list` as its query. */
export function useOpenMeeting(list: string): FollowLink {
  return useFollowLink(useMemo(() => ({ state: { list } }), [list]));
}

/** Controls within a row that have their own action. */
const controls = 'a, button, input, label, select, textarea, summary';

/**
 * Handlers for the body of a table: a click beside the controls of a row opens what the row's link leads to, in
 * a new tab with Ctrl, Command or the middle button. The link itself covers its own cell only: WebKit lets no row of
 * a table contain what is positioned in it, so a link that is stretched over its row covers the page there.
 */
export function useOpenRow(list: string) {
  const navigate = useNavigate();
  const onClick = useCallback(
    (event: MouseEvent<HTMLElement>) => {
      const { target, button } = event;
      if (event.defaultPrevented || !(target instanceof Element) || target.closest(controls)) return;
      const href = target.closest('tr')?.querySelector('a')?.getAttribute('href');
      // Selecting text ends with a click as well.
      if (!href || button > 1 || document.getSelection()?.isCollapsed === false) return;
      if (button === 1 || event.metaKey || event.ctrlKey) window.open(href, '_blank', 'noopener');
      else if (!event.shiftKey && !event.altKey) void navigate(href, { state: { list } });
    },
    [navigate, list],
  );
  return { onClick, onAuxClick: onClick };
}
