import { type MouseEvent, useCallback } from 'react';
import { useNavigate } from 'react-router';

/** Opens the meeting that a link leads to, which comes back to the list with `list` as its query. */
export type OpenMeeting = (event: MouseEvent<HTMLAnchorElement>) => void;

/**
 * What a row's link does on a click, made once for all rows: a router's link in each of them would be drawn again
 * whenever the address changes. Clicks that mean a new tab or a download stay the browser's.
 */
export function useOpenMeeting(list: string): OpenMeeting {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const href = event.currentTarget.getAttribute('href');
      const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (href === null || event.button !== 0 || modified || event.defaultPrevented) return;
      event.preventDefault();
      void navigate(href, { state: { list } });
    },
    [navigate, list],
  );
}
