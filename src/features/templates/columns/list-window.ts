/** A list whose rows all have the same height, except one that is open. Heights in CSS pixels. */
export interface ListShape {
  readonly count: number;
  readonly rowHeight: number;
  /** -1 when no row is open. */
  readonly openIndex: number;
  readonly openHeight: number;
}

/** Where a row begins; for `count` where the list ends. */
export function rowTop({ rowHeight, openIndex, openHeight }: ListShape, index: number): number {
  const shift = openIndex >= 0 && index > openIndex ? openHeight - rowHeight : 0;
  return index * rowHeight + shift;
}

/** The row at a height; the first or last one outside the list. */
export function rowAt(shape: ListShape, top: number): number {
  const { count, rowHeight, openIndex, openHeight } = shape;
  const openTop = openIndex * rowHeight;
  const plain = (height: number) => Math.floor(height / rowHeight);
  const index =
    openIndex < 0 || top < openTop
      ? plain(top)
      : top < openTop + openHeight
        ? openIndex
        : plain(top - openHeight + rowHeight);
  return Math.max(0, Math.min(count - 1, index));
}

/** Indexes of the rows to draw, ascending: those in view, a few around them, and `kept` ones wherever they are. */
export function rowsToDraw(
  shape: ListShape,
  view: { readonly top: number; readonly height: number },
  kept: readonly number[],
  around = 4,
): number[] {
  if (shape.count === 0) return [];
  const from = Math.max(0, rowAt(shape, view.top) - around);
  const until = Math.min(shape.count - 1, rowAt(shape, view.top + view.height) + around);
  const drawn = new Set(kept.filter((index) => index >= 0 && index < shape.count));
  for (let index = from; index <= until; index += 1) drawn.add(index);
  return [...drawn].sort((one, other) => one - other);
}
