let waiting: number | undefined;

/** Frames: what is rendered after an answer came may be later than the next one, on a slow device by several. */
const patience = 60;

/**
 * Moves the focus once what is being rendered is on the page. Fast typing is quicker than a frame: if the focus has
 * moved by then (into a field that a key has opened), it stays there, and of several moves only the last one counts.
 * Otherwise the next letters would be taken as commands.
 *
 * @param move focuses the element; it looks the element up itself, since it may not exist yet. False where that is so: it is
 * called again with the next frame.
 */
export function focusAfterRendering(move: () => unknown): void {
  const from = document.activeElement;
  if (waiting !== undefined) cancelAnimationFrame(waiting);
  const tryIn = (frames: number) => {
    waiting = requestAnimationFrame(() => {
      waiting = undefined;
      const now = document.activeElement;
      // What had the focus may have left the page: the document has it then.
      if (now !== from && now !== null && now !== document.body) return;
      if (move() === false && frames > 1) tryIn(frames - 1);
    });
  };
  tryIn(patience);
}

/** Moves it from nowhere, where nothing else does: every other move comes first, a later one too. */
export function focusOtherwise(move: () => unknown): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    if (waiting === undefined) focusAfterRendering(move);
    else focusOtherwise(move);
  });
}
