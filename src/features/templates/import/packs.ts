import type { FileType, TemplateFile } from '../file/template-file.ts';

/** Templates that come with the dashboard, in the form in which others are imported. */
export const packNames = [
  'sales-call',
  'job-interview',
  'accountant-intake',
  'stand-up',
  'performance-review',
  'annual-accounts',
  'legal-intake',
  'project-meeting',
] as const;
export type PackName = (typeof packNames)[number];

/** What an organisation of a trade begins with; its first pack is what most of its meetings are. */
export const trades = {
  accountancy: ['accountant-intake', 'annual-accounts', 'stand-up'],
  law: ['legal-intake', 'project-meeting', 'stand-up'],
  sales: ['sales-call', 'project-meeting', 'stand-up'],
  projects: ['project-meeting', 'sales-call', 'stand-up'],
  people: ['job-interview', 'performance-review', 'stand-up'],
} as const satisfies Readonly<Record<string, readonly PackName[]>>;
export type Trade = keyof typeof trades;

export const isTrade = (name: string): name is Trade => Object.hasOwn(trades, name);

/** Their languages are independent of the interface's: the assistant asks in them. */
export const packLanguages = ['en', 'nl', 'fr', 'de'] as const;
export type PackLanguage = (typeof packLanguages)[number];

const files = import.meta.glob<{ readonly default: unknown }>('./packs/*/*.json');

/** Loads a pack. @throws when its file does not arrive */
export async function loadPack(name: PackName, language: PackLanguage): Promise<TemplateFile> {
  const load = files[`./packs/${language}/${name}.json`];
  if (!load) throw new Error(`no pack ${name} in ${language}`);
  // packs.spec.ts reads each of them as an import does.
  return (await load()).default as TemplateFile;
}

/** The types of a pack, or of all packs of a trade. @throws when a file does not arrive */
export async function loadTypes(
  name: PackName | Trade,
  language: PackLanguage,
): Promise<readonly FileType[]> {
  const names = isTrade(name) ? trades[name] : [name];
  const files = await Promise.all(names.map((pack) => loadPack(pack, language)));
  return files.flatMap(({ types }) => types);
}
