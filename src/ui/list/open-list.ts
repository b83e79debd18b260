/** Most browsers choose the next value when an arrow is pressed, or the one that begins with a letter. */
const choosing = /^(.|Arrow.*|Page.*|Home|End)$/;

/** Opens the list of the field that has the focus, where the browser can. */
export function openList(): boolean {
  const field = document.activeElement;
  if (!(field instanceof HTMLSelectElement) || typeof field.showPicker !== 'function') return false;
  field.showPicker();
  return true;
}

/** What keys do in a field whose choice does something at once: its list opens, and nothing is chosen in passing. */
export const openListBy = (key: string): boolean => choosing.test(key) && openList();
