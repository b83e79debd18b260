import { consentVersion } from '#contract/gateway/consents/consents.ts';
import type { personLanguages } from '../http/person/texts.ts';
import type { Catalogue } from './texts/catalogue.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import { nl } from './texts/nl.ts';

export type ConsentLanguage = (typeof personLanguages)[number];

/** What is said about a recording, whatever the language. */
export interface ConsentFacts {
  /** Name of who records. */
  readonly person: string;
  /** Empty: to write minutes. */
  readonly purpose: string;
  readonly keptDays: number;
  readonly onObjection: 'pause' | 'mark';
}

export const consentTexts: Readonly<Record<ConsentLanguage, Catalogue>> = { en, nl, fr, de };

export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const yearDays = 365;

function keptText(days: number, language: ConsentLanguage): string {
  const [value, unit] = days < yearDays ? [days, 'day'] : [Math.floor(days / yearDays), 'year'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** What people answer to, in a language; a paragraph each. */
function consentText({ person, purpose, keptDays }: ConsentFacts, language: ConsentLanguage): string {
  const texts = consentTexts[language];
  const values = {
    person,
    purpose: purpose.trim() === '' ? texts.minutes : purpose.trim(),
    kept: keptText(keptDays, language),
  };
  return [texts.who, texts.why, texts.kept, texts.rights].map((text) => filled(text, values)).join('\n');
}

/** What people answer to, in all languages, and which wording that is. */
export interface ConsentWords {
  readonly version: string;
  readonly texts: Readonly<Record<ConsentLanguage, string>>;
}

/** As it is said today. */
export const wordsOf = (facts: ConsentFacts): ConsentWords => ({
  version: consentVersion,
  texts: {
    en: consentText(facts, 'en'),
    nl: consentText(facts, 'nl'),
    fr: consentText(facts, 'fr'),
    de: consentText(facts, 'de'),
  },
});
