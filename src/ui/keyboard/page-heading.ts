export const pageHeading = () => document.querySelector<HTMLElement>('#content h1');

/** Moves the focus to the page's heading. Returns false where there is none yet. */
export function focusHeading(): boolean {
  const heading = pageHeading();
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
