import type { Language } from './languages.ts';
import type { Messages, Room } from './messages.ts';

type Load = () => Promise<{ readonly default: object }>;

/**
 * The texts of the interface as far as they were needed: a language has one object of messages, which grows room
 * by room. It grows in place, so that nothing on the page is drawn again for texts that nobody has read yet.
 */
export class Catalogue {
  readonly #files: Readonly<Record<string, Load>>;
  readonly #wanted = new Set<Room>();
  readonly #messages = new Map<Language, object>();
  readonly #loading = new Map<string, Promise<void>>();
  #language: Language;

  /** `files` by path, such as `./locales/en/first.json`. */
  constructor(files: Readonly<Record<string, Load>>, language: Language) {
    this.#files = files;
    this.#language = language;
  }

  /** Loads the texts of these rooms, in this language and from then on in every other that is switched to. */
  async need(...rooms: readonly Room[]): Promise<void> {
    for (const room of rooms) this.#wanted.add(room);
    const language = this.#language;
    await Promise.all(rooms.map((room) => this.#load(language, room)));
    // The language was changed in the meantime: its texts have to be loaded too.
    if (language !== this.#language) await this.need(...rooms);
  }

  /** Loads what was needed so far in a language, which is then the current one. Rejects and changes nothing when it does not arrive. */
  async switchTo(language: Language): Promise<Messages> {
    await Promise.all([...this.#wanted].map((room) => this.#load(language, room)));
    this.#language = language;
    // A room that was needed only while the others were on their way.
    await this.need(...this.#wanted);
    // What is missing is loaded before the page that reads it.
    return this.#of(language) as Messages;
  }

  #of(language: Language): object {
    const messages = this.#messages.get(language) ?? {};
    this.#messages.set(language, messages);
    return messages;
  }

  #load(language: Language, room: Room): Promise<void> {
    const file = `./locales/${language}/${room}.json`;
    const under = this.#loading.get(file);
    if (under) return under;
    const load = this.#files[file];
    if (!load) return Promise.reject(new Error(`there is no ${file}`));
    const loading = load().then((texts) => {
      Object.assign(this.#of(language), texts.default);
    });
    this.#loading.set(file, loading);
    // One that did not arrive is requested again.
    loading.catch(() => this.#loading.delete(file));
    return loading;
  }
}
