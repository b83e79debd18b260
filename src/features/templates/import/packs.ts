import type { TemplateFile } from '../file/template-file.ts';

/** Templates that come with the dashboard, in the form in which others are imported. */
export const packNames = [
  'sales-call',
  'job-interview',
  'accountant-intake',
  'stand-up',
  'performance-review',
] as const;
export type PackName = (typeof packNames)[number];

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
