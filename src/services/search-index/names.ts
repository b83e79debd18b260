/** Name of the index's database in IndexedDB; it is deleted as a whole when the person signs out. */
export const indexDatabaseName = 'claritalk-index';
/** Its only table. */
export const indexTable = 'records';
/** Lock of the tab whose worker fills and answers the index of a user. */
export const indexLock = (userUuid: string): string => `claritalk-index:${userUuid}`;
/** Channel between the workers of a user's tabs. */
export const indexChannel = (userUuid: string): string => `claritalk-index:${userUuid}`;

/** Ids of the encrypted records. They are numbers of the index, never those of meetings. */
export const recordIds = {
  head: 'head',
  /** Questions as meetings asked them; the catalogue has their numbers. */
  wordings: 'wordings',
  /** Meetings as lists and filters need them, many to a record so that all of them load fast. */
  catalogue: (batch: number) => `catalogue:${String(batch).padStart(6, '0')}`,
  /** The words of one meeting. */
  texts: (slot: number) => `texts:${slot}`,
  /** Parts of the serialised full text. */
  snapshot: (part: number) => `snapshot:${String(part).padStart(4, '0')}`,
} as const;

/** Prefix of the keys of queries to the index; the walker does not wait for these. */
export const indexQueryKey = ['local-index'] as const;
