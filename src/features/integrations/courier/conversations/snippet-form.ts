/** What is typed about a snippet. */
export interface SnippetForm {
  readonly name: string;
  readonly text: string;
}

/** Why a snippet cannot be sent as it is. @param taken names of the others */
export function problemOf(
  { name, text }: SnippetForm,
  taken: readonly string[],
): 'name' | 'taken' | 'text' | undefined {
  if (!/^[a-z0-9]{4,15}$/.test(name)) return 'name';
  if (taken.includes(name)) return 'taken';
  return text.trim() === '' ? 'text' : undefined;
}
