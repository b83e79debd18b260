/** Marks a row that keys walk to; its value is the row's own name, where it has one. */
const rowSelector = '[data-row]';

export const rows = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(rowSelector)];

/** The row that has the focus, or something in it. */
export const focusedRow = () => document.activeElement?.closest<HTMLElement>(rowSelector) ?? undefined;

/** The part of a row that takes the focus: its link, or else its button. */
export const targetOf = (row: HTMLElement) =>
  row.querySelector<HTMLElement>('a') ?? row.querySelector<HTMLElement>('button, input');

/**
 * Walks the rows by moving the focus, so that the browser scrolls, screen readers read and Enter opens.
 *
 * @returns the row reached; undefined at the ends.
 */
export function stepRow(by: 1 | -1): HTMLElement | undefined {
  const all = rows();
  const row = focusedRow();
  const at = row ? all.indexOf(row) : -1;
  const next = row ? all[at + by] : all[by > 0 ? 0 : all.length - 1];
  if (next) targetOf(next)?.focus();
  return next;
}

/** Arrow keys scroll the page until a row has the focus. */
export const inRow = (key: string) => !key.includes('Arrow') || focusedRow() !== undefined;

const walk = (by: 1 | -1) => (key: string) => {
  if (!inRow(key) || rows().length === 0) return false;
  stepRow(by);
  return true;
};

/** The keys that walk the rows of a page. */
export const walkingKeys = (labels: { readonly next: string; readonly previous: string }) =>
  [
    { keys: ['j', 'ArrowDown'], label: labels.next, does: 'moves', run: walk(1) },
    { keys: ['k', 'ArrowUp'], label: labels.previous, does: 'moves', run: walk(-1) },
  ] as const;
