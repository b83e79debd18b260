const maximumPage = 10_000;

/** The page of a list in an address, 1-based. */
export function readPage(query: URLSearchParams): number {
  const page = Number(query.get('page'));
  return Number.isSafeInteger(page) && page >= 1 ? Math.min(page, maximumPage) : 1;
}

/** The id of a type in an address. */
export function readType(query: URLSearchParams): number | undefined {
  const type = query.get('type') ?? '';
  return /^\d{1,15}$/.test(type) ? Number(type) : undefined;
}

/** A query with its question mark; what is undefined or as it usually is (false) is left out. */
export function writeQuery(values: Readonly<Record<string, string | number | undefined | false>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== false) query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
