import { indexStore } from '../search-index/index-store.ts';
import { noFilter } from '../search-index/model/filters.ts';
import { useIndexQuery } from '../search-index/use-index.ts';
import { enoughMeetings, usualLanguage } from './checks.ts';

/** Whom a meeting is with. */
interface Client {
  readonly dossierId: string | undefined;
  /** Names of attendees who do not work here. */
  readonly names: readonly string[];
  /** The meeting itself, which says nothing about the others. */
  readonly meetingId: string | undefined;
}

/**
 * The language of the latest other meetings with a client that the index on this device knows. `isKnown`: there were
 * enough of them to tell.
 */
export function useUsualLanguage({ dossierId, names, meetingId }: Client): {
  readonly usual: string | undefined;
  readonly isKnown: boolean;
} {
  const isWithSomeone = dossierId !== undefined || names.length > 0;
  const filter = {
    ...noFilter,
    ...(dossierId === undefined ? { attendees: names } : { dossiers: [dossierId] }),
  };
  const request = { query: '', filter, order: 'desc', offset: 0, limit: enoughMeetings + 1 } as const;
  const { data, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    indexStore.available && isWithSomeone,
  );
  if (!data || !isWithSomeone || known === 'nothing') return { usual: undefined, isKnown: false };
  const others = data.hits.map(({ meeting }) => meeting).filter(({ id }) => id !== meetingId);
  return {
    usual: usualLanguage(others.map(({ locale }) => locale)),
    isKnown: others.length >= enoughMeetings,
  };
}
