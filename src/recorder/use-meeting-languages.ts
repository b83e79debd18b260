import { useLocale } from 'use-intl';

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
  const names = new Intl.DisplayNames([interfaceLanguage], { type: 'language' });
  const candidates = [own?.slice(0, 2).toLowerCase(), interfaceLanguage];
  const preferred = candidates.find((tag) => tag !== undefined && meetingLanguages.includes(tag));
  return {
    preferred: preferred ?? 'en',
    options: meetingLanguages.map((value) => ({ value, label: capitalised(names.of(value) ?? value) })),
  };
}

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
