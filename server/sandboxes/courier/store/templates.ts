/** Templates for many: what each says, with what stands in it in braces. */
const templates: Readonly<Record<string, string>> = {
  'appointment-reminder': 'Your appointment is on {date}.',
  'document-request': 'Please send us {document} by {date}.',
  'office-closed': 'Our offices are closed until {date}.',
};

const placeholder = /\{(\w+)\}/g;

/** Names that the data of a template lacks, or `unknown` when there is no such template. */
export function lacking(id: unknown, data: unknown): 'unknown' | readonly string[] {
  const text = Object.entries(templates).find(([name]) => name === id)?.[1];
  if (text === undefined) return 'unknown';
  const given = Object(data);
  return [...text.matchAll(placeholder)].flatMap(([, name = '']) =>
    Object.hasOwn(given, name) ? [] : [name],
  );
}

/** What a template says with its data. */
export const templateData = (id: string, data: object): string =>
  (templates[id] ?? '').replace(placeholder, (_, name: string) => String(Reflect.get(data, name)));
