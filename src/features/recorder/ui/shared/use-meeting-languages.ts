import { useLocale } from 'use-intl';
import { languageName } from '#src/lib/language-name.ts';

/** Languages that a meeting can be held in, as far as Claritalk's own material names them. */
const meetingLanguages = ['en', 'nl', 'fr', 'de'];

interface MeetingLanguages {
  /** The person's own language, else the interface's. */
  readonly preferred: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The languages to choose from, named in the interface's language. `own` is the person's locale, if known. */
export function useMeetingLanguages(own: string | undefined): MeetingLanguages {
  const interfaceLanguage = useLocale();
  const candidates = [own, interfaceLanguage].map((tag) => tag?.toLowerCase().split(/[-_]/)[0]);
  const preferred = candidates.find((tag) => tag !== undefined && meetingLanguages.includes(tag));
  return {
    preferred: preferred ?? 'en',
    options: meetingLanguages.map((value) => ({ value, label: languageName(value, interfaceLanguage) })),
  };
}
