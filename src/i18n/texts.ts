import { Catalogue } from './catalogue.ts';
import { preferredLanguage } from './languages.ts';
import type { Room } from './messages.ts';

/** The texts of this page. The build compiles the messages (see vite.config.ts). */
export const texts = new Catalogue(
  import.meta.glob<{ readonly default: object }>('./locales/*/*.json'),
  preferredLanguage(),
);

/** Code together with its texts. The build puts it around each `import()` (scripts/vite/texts-with-code.ts). */
export async function withTexts<T>(code: Promise<T>, ...rooms: readonly Room[]): Promise<T> {
  const [loaded] = await Promise.all([code, texts.need(...rooms)]);
  return loaded;
}
