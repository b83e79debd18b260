import { fields, list, text, type Wire } from '#src/lib/reader.ts';

/** Something that Courier keeps: its id, and its attributes, each of which may be missing. */
export interface Item {
  /** UUID. */
  readonly id: string;
  readonly of: Wire;
}

/** What a response has as its one thing; undefined without an id. */
export const itemOf = (wire: unknown): Item | undefined => asItem(fields(wire).data);

function asItem(wire: unknown): Item | undefined {
  const { id, attributes } = fields(wire);
  const known = text(id);
  return known === undefined ? undefined : { id: known, of: fields(attributes) };
}

/** What a response has as its list. */
export const itemsOf = <T>(wire: unknown, read: (item: Item) => T): readonly T[] =>
  list(fields(wire).data, asItem).map(read);

/** Id of something that is named by that alone: `{ id }`. */
export const idOf = (reference: unknown): string | undefined => text(fields(reference).id);

export interface ItemPage {
  readonly 'page[limit]': number;
  readonly 'page[offset]': number;
}

/** As many as Courier gives at a time. */
const pageItems = 1_000;

/**
 * Returns everything on a list, in its order and each once, whatever is added while it is read: Courier rarely says how
 * many there are, so it is read until fewer came than were asked for.
 * @throws ApiError
 */
export async function allItems<T>(
  readPage: (page: ItemPage) => Promise<unknown>,
  read: (item: Item) => T,
): Promise<readonly T[]> {
  const found = new Map<string, T>();
  for (let offset = 0; ; offset += pageItems) {
    const page = itemsOf(
      await readPage({ 'page[limit]': pageItems, 'page[offset]': offset }),
      (item) => item,
    );
    const before = found.size;
    for (const item of page) found.set(item.id, read(item));
    // One that does not go on gives what is known already.
    if (page.length < pageItems || found.size === before) return [...found.values()];
  }
}
