let waiting: number | undefined;

/**
 * Moves the focus once what is being rendered is on the page. Fast typing is quicker than a frame: if the focus has
 * moved by then (into a field that a key has opened), it stays there, and of several moves only the last one counts.
 * Otherwise the next letters would be taken as commands.
 *
 * @param move focuses the element; it looks the element up itself, since it may not exist yet
 */
export function focusAfterRendering(move: () => void): void {
  const from = document.activeElement;
  if (waiting !== undefined) cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    waiting = undefined;
    const now = document.activeElement;
    // What had the focus may have left the page: the document has it then.
    if (now === from || now === null || now === document.body) move();
  });
}
