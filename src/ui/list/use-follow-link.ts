import { type MouseEvent, useCallback } from 'react';
import { type NavigateOptions, useNavigate } from 'react-router';

/** What a link within the application does when it is clicked. */
export type FollowLink = (event: MouseEvent<HTMLAnchorElement>) => void;

/**
 * Returns one handler for the plain links of all rows: a router's link in each of them would be drawn again whenever the
 * address changes. Clicks that mean a new tab or a download stay the browser's.
 *
 * @param options the same object as long as they say the same.
 */
export function useFollowLink(options?: NavigateOptions): FollowLink {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const href = event.currentTarget.getAttribute('href');
      const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (href === null || event.button !== 0 || modified || event.defaultPrevented) return;
      event.preventDefault();
      void navigate(href, options);
    },
    [navigate, options],
  );
}
