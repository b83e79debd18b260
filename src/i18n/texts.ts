import { Catalogue } from './catalogue.ts';
import { preferredLanguage } from './languages.ts';
import type { Room } from './messages.ts';

/** The texts of this page. The build compiles the messages (see vite.config.ts). */
export const texts = new Catalogue(
  import.meta.glob<{ readonly default: object }>('./locales/*/*.json'),
  preferredLanguage(),
);

/** Code together with the texts that it shows, for `lazy` routes and `useOnDemand`. */
export const withTexts =
  <T>(rooms: readonly Room[], load: () => Promise<T>) =>
  async (): Promise<T> => {
    const [code] = await Promise.all([load(), texts.need(...rooms)]);
    return code;
  };
