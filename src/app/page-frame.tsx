import { Outlet, useMatches } from 'react-router';

/**
 * One element around whichever page is shown: React takes it away as a whole when the page fails or another comes,
 * whatever an extension or a translation did to the nodes in it.
 */
export function PageFrame() {
  const page = useMatches().at(-1)?.id;
  return (
    <div key={page} className="ui-contents">
      <Outlet />
    </div>
  );
}
