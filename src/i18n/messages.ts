import type connect from './locales/en/connect.json';
import type documents from './locales/en/documents.json';
import type find from './locales/en/find.json';
import type first from './locales/en/first.json';
import type integrations from './locales/en/integrations.json';
import type live from './locales/en/live.json';
import type meeting from './locales/en/meeting.json';
import type organisations from './locales/en/organisations.json';
import type overview from './locales/en/overview.json';
import type palette from './locales/en/palette.json';
import type people from './locales/en/people.json';
import type rates from './locales/en/rates.json';
import type recorder from './locales/en/recorder.json';
import type relations from './locales/en/relations.json';
import type settings from './locales/en/settings.json';
import type templates from './locales/en/templates.json';
import type webhooks from './locales/en/webhooks.json';
import type why from './locales/en/why.json';

/**
 * The texts come in files `locales/<language>/<room>.json`, each loaded with the pages that need it: `first` is
 * what the frame and the list of meetings say.
 */
interface Rooms {
  readonly connect: typeof connect;
  readonly documents: typeof documents;
  readonly find: typeof find;
  readonly first: typeof first;
  readonly integrations: typeof integrations;
  readonly live: typeof live;
  readonly meeting: typeof meeting;
  readonly overview: typeof overview;
  readonly organisations: typeof organisations;
  readonly palette: typeof palette;
  readonly people: typeof people;
  readonly rates: typeof rates;
  readonly recorder: typeof recorder;
  readonly relations: typeof relations;
  readonly settings: typeof settings;
  readonly templates: typeof templates;
  readonly webhooks: typeof webhooks;
  readonly why: typeof why;
}

/** A file of texts. */
export type Room = keyof Rooms;

type Intersection<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void
  ? I
  : never;

/** All texts of the interface, by namespace. */
export type Messages = Intersection<Rooms[Room]>;
