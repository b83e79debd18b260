import { linkingAt, personLinksOptions } from '../changes/link-person.ts';

const key = ['publication-authors'] as const;

/** Addresses under which people publish, by the UUIDs of these; `everyone` for those who have none of their own. */
export const authorsOptions = () => personLinksOptions('claap', key);

/** Says under which address someone publishes. */
export const setAuthor = linkingAt('claap', key);
