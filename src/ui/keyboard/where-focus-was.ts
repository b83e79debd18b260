import { focusAfterRendering } from './focus-after-rendering.ts';

const control =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

const controlsIn = (element: Element) =>
  [...element.querySelectorAll<HTMLElement>(control)].filter((one) => one.checkVisibility());

/**
 * Notes what has the focus. Returns what is called when the browser has given it back, or when that control goes: once it is
 * gone, with its row or because of what was done, the one in its place gets the focus, else the first that is left around it.
 */
export function whereFocusWas(): () => void {
  const from = document.activeElement;
  if (!(from instanceof HTMLElement) || from === document.body) return () => undefined;
  const row = from.closest('tr, li');
  const rows = row?.parentElement;
  const place = row && rows ? [...rows.children].indexOf(row) : 0;
  const inRow = row ? controlsIn(row).indexOf(from) : 0;
  const around: Element[] = [];
  for (let up = from.parentElement; up && !up.matches('main, body'); up = up.parentElement) around.push(up);
  const instead = (): HTMLElement | undefined => {
    const next = rows?.isConnected ? rows.children[Math.min(place, rows.children.length - 1)] : undefined;
    const beside = next && controlsIn(next);
    if (beside?.[0]) return beside[inRow] ?? beside[0];
    for (const one of around) {
      const [first] = one.isConnected ? controlsIn(one) : [];
      if (first) return first;
    }
    return undefined;
  };
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
