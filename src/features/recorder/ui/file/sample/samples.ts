import { fetchAsset } from '#src/api/client/fetch-asset.ts';

/** The languages that there is a sample recording in. Made by `scripts/sample-recording.ts`. */
export const sampleLanguages = ['en', 'nl', 'fr', 'de'] as const;
export type SampleLanguage = (typeof sampleLanguages)[number];

interface SampleLine {
  readonly who: string;
  readonly says: string;
}

const sounds = import.meta.glob<string>('./*.webm', { import: 'default', query: '?url' });
const texts = import.meta.glob<readonly SampleLine[]>('./*.json', { import: 'default' });

export interface Sample {
  readonly language: SampleLanguage;
  /** Address of its sound. */
  readonly url: string;
  readonly lines: readonly SampleLine[];
}

/** Loads a sample's text and where its sound is. @throws when a file does not arrive */
export async function loadSample(language: SampleLanguage): Promise<Sample> {
  const [sound, text] = [sounds[`./${language}.webm`], texts[`./${language}.json`]];
  if (!sound || !text) throw new Error(`no sample in ${language}`);
  const [url, lines] = await Promise.all([sound(), text()]);
  return { language, url, lines };
}

/** The sample as a file, as if the person had chosen it. @throws when it does not arrive */
export async function sampleFile({ url }: Sample, name: string): Promise<File> {
  return new File([await fetchAsset(url)], `${name}.webm`, { type: 'audio/webm' });
}
