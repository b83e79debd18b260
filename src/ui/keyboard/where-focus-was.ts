import { focusAfterRendering } from './focus-after-rendering.ts';

const control =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

const controlsIn = (element: Element) =>
  [...element.querySelectorAll<HTMLElement>(control)].filter((one) => one.checkVisibility());

/** The heading of a section, made able to take the focus. */
function headingOf(element: Element): HTMLElement | undefined {
  const heading = element.querySelector<HTMLElement>('h2, h3, h4');
  if (heading) heading.tabIndex = -1;
  return heading ?? undefined;
}

/** The button that opens a panel. */
const openerOf = ({ id }: Element) =>
  [...document.querySelectorAll<HTMLElement>('[popovertarget]')].find(
    (button) => id !== '' && button.getAttribute('popovertarget') === id && button.checkVisibility(),
  );

/**
 * Notes where a control is. Returns what finds, once it is gone, with its row or because of what was done, the one in its
 * place, else the first that is left around it, within its section the heading of that.
 */
export function placeOf(from: HTMLElement): () => HTMLElement | undefined {
  const row = from.closest('tr, li');
  const rows = row?.parentElement;
  const place = row && rows ? [...rows.children].indexOf(row) : 0;
  const inRow = row ? controlsIn(row).indexOf(from) : 0;
  const around: Element[] = [];
  for (let up = from.parentElement; up && !up.matches('main, body'); up = up.parentElement) around.push(up);
  return () => {
    const next = rows?.isConnected ? rows.children[Math.min(place, rows.children.length - 1)] : undefined;
    const beside = next && controlsIn(next);
    if (beside?.[0]) return beside[inRow] ?? beside[0];
    for (const one of around) {
      if (!one.isConnected) continue;
      const [first] = controlsIn(one);
      const found = first ?? openerOf(one) ?? (one.matches('section') ? headingOf(one) : undefined);
      if (found) return found;
    }
    return undefined;
  };
}

/**
 * Notes what has the focus. Returns what is called when the browser has given it back, or when that control goes: once it is
 * gone, what is in its place gets the focus.
 */
export function whereFocusWas(): () => void {
  const from = document.activeElement;
  if (!(from instanceof HTMLElement) || from === document.body) return () => undefined;
  const instead = placeOf(from);
  return () =>
    focusAfterRendering(() => {
      const now = document.activeElement;
      // It may go with what is rendered next.
      if (now === from) return false;
      if (now !== document.body) return true;
      const next = instead();
      next?.focus();
      return next !== undefined;
    });
}
