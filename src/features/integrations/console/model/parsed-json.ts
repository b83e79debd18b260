/** In an object, because null is JSON too. */
export function parsedJson(text: string | undefined): { readonly value: unknown } | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
