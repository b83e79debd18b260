/**
 * `Intl` for whatever the browser calls its language and its time zone. Those names come from the operating system's
 * environment ("C", "en_US.UTF-8", "", a private mode's "Etc/Unknown"), and one that `Intl` does not accept throws in
 * the middle of a page. All locales and zones that are not written in the code go through here
 * (`scripts/conventions/browser-locale.ts`).
 */

/**
 * The language tag (BCP 47) for the name of a locale: `en_US.UTF-8` is `en-US`. Anything after the readable part is
 * ignored. Undefined when there is none, as for `C` and `POSIX`.
 */
export function localeOf(name: unknown): string | undefined {
  if (typeof name !== 'string' || /^(c|posix)(\W|$)/i.test(name)) return undefined;
  // An environment's name has an encoding or a variant behind the tag.
  let tag = (name.trim().split(/[.@]/, 1)[0] ?? '').replaceAll('_', '-').slice(0, 100); // no text of people: a tag
  while (tag !== '') {
    try {
      return Intl.getCanonicalLocales(tag)[0];
    } catch {
      tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
    }
  }
  return undefined;
}

/** The languages that the browser asks for, the best first, as tags that `Intl` accepts; there may be none. */
export function browserLocales(): readonly string[] {
  const { languages, language }: Partial<Navigator> = navigator;
  const names: readonly unknown[] = languages?.length ? languages : [language];
  return names.flatMap((name) => localeOf(name) ?? []);
}

/** The time zone of this device, such as `Europe/Brussels`; UTC where the browser knows none. */
export function browserTimeZone(): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    // Some browsers report a zone that they themselves reject.
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone ?? 'UTC';
  } catch {
    return 'UTC';
  }
}

/** The constructors of `Intl`. An invalid locale is replaced by the browser's own. */
export const intl = {
  number: (locale: string | undefined, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(localeOf(locale), options),
  dateTime: (locale: string | undefined, options?: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(locale), options),
  collator: (locale: string | undefined, options?: Intl.CollatorOptions) =>
    new Intl.Collator(localeOf(locale), options),
  displayNames: (locale: string | undefined, options: Intl.DisplayNamesOptions) =>
    new Intl.DisplayNames(localeOf(locale), options),
};
