import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import type { Found } from '#src/services/conversations/search-choice.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';

/** The newest while nothing is typed. */
const mostShown = 8;

/** The reader's own meetings by words: only their owner learns the number of a chat. */
export function useOwnMeetings(words: string) {
  const t = useTranslations('linking');
  const format = useFormatter();
  const { data: user } = useQuery(currentUserQuery());
  const filter = { ...noFilter, owners: user ? [user.uuid] : [] };
  const request = { query: words, filter, order: 'desc', offset: 0, limit: mostShown } as const;
  const { data, error, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    indexStore.available && user !== undefined,
  );
  const choices = data?.hits.map(
    ({ meeting: { id, name, createdAt } }): Found => ({
      key: id,
      name: name ?? t('card.untitled'),
      detail: createdAt === undefined ? undefined : format.dateTime(createdAt, { dateStyle: 'medium' }),
    }),
  );
  return { choices, error, isPartial: known !== 'all' };
}
