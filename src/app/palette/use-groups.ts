import { IconMessages, IconNotes, IconTemplate, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { type CurrentUser, usersOptions } from '#src/api/claritalk/users.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { inboxOptions } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import type { Known } from '#src/services/search-index/known.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery, useIndexStatus } from '#src/services/search-index/use-index.ts';
import { candidateOf, type Entry, type Group, groupsOf } from './model/entries.ts';
import { recentOf } from './recent.ts';

/** Meetings that are looked through where there is no index. */
const listed = 100;
const searched = 6;

/** What matches a query, and whether its meetings are all that do. */
export interface Finds {
  readonly groups: Group[];
  readonly known: Known;
}

/**
 * What the palette offers for a query. Pages and actions are handed in; people and templates are those that the
 * person may see; meetings come from the index, and from the list where there is none.
 */
export function useGroups(query: string, user: CurrentUser, given: readonly Entry[]): Finds {
  const recent = useSyncExternalStore(recentOf(user.uuid).subscribe, recentOf(user.uuid).get);
  const more = useRead();
  const { listing, found, known } = useMeetings(query);
  const conversations = useConversations(query);
  const candidates = useMemo(() => [...given, ...more, ...listing].map(candidateOf), [given, more, listing]);
  const groups = useMemo(
    () => groupsOf(query, candidates, [...found, ...conversations], recent),
    [query, candidates, found, conversations, recent],
  );
  return { groups, known };
}

/** People and templates. Anyone who may not read them is offered none. */
function useRead(): readonly Entry[] {
  const t = useTranslations('palette');
  const { data: users } = useQuery(usersOptions());
  const { data: types } = useQuery(meetingTypesOptions());
  const { data: themes } = useQuery(themesOptions());
  return useMemo(
    () => [
      ...(users ?? []).map(
        ({ uuid, name, email }): Entry => ({
          key: `person:${uuid}`,
          kind: 'person',
          label: name,
          detail: email === name ? undefined : email,
          icon: IconUser,
          act: { to: paths.person(uuid) },
        }),
      ),
      ...(types ?? []).map(
        ({ id, name }): Entry => ({
          key: `template:type-${id}`,
          kind: 'template',
          label: name,
          detail: t('type'),
          icon: IconTemplate,
          act: { to: paths.templates(`?type=${id}`) },
        }),
      ),
      ...(themes ?? []).map(
        ({ id, name, typeId }): Entry => ({
          key: `template:theme-${id}`,
          kind: 'template',
          label: name,
          detail: t('theme'),
          icon: IconTemplate,
          act: { to: paths.templates(typeId === undefined ? '' : `?type=${typeId}&theme=${id}`) },
        }),
      ),
    ],
    [users, types, themes, t],
  );
}

/** Conversations of those that the person may see, by the client's name or the last message. */
function useConversations(query: string): readonly Entry[] {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const text = query.trim();
  const isWanted = text.length > 1 && systems?.some((system) => system !== 'claap') === true;
  const { data } = useQuery({
    ...inboxOptions({
      view: 'all',
      channel: undefined,
      operator: undefined,
      unread: false,
      tag: undefined,
      text,
      offset: 0,
      limit: searched,
    }),
    enabled: isWanted,
  });
  return useMemo(
    () =>
      (isWanted ? (data?.conversations ?? []) : []).map(
        ({ id, client, channel }): Entry => ({
          key: `conversation:${id}`,
          kind: 'conversation',
          label: client.name,
          detail: channel?.name,
          icon: IconMessages,
          act: { to: paths.conversation(id) },
        }),
      ),
    [isWanted, data],
  );
}

interface FoundMeeting {
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAt: Date | number | undefined;
}

interface Meetings {
  readonly listing: readonly Entry[];
  readonly found: readonly Entry[];
  readonly known: Known;
}

function useMeetings(query: string): Meetings {
  const t = useTranslations('meetings');
  const format = useFormatter();
  const { activity } = useIndexStatus();
  const indexed = indexStore.available && !['off', 'failed', 'refused'].includes(activity);
  const request = { query, filter: noFilter, order: 'desc', offset: 0, limit: searched } as const;
  const typed = query.trim().length > 1;
  const { data: page } = useQuery(
    meetingListOptions({ limit: indexed ? 10 : listed, offset: 0, order: 'desc' }),
  );
  const { data: results, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    indexed && typed,
  );
  return useMemo(() => {
    const entryOf = ({ id, name, createdAt }: FoundMeeting): Entry => ({
      key: `meeting:${id}`,
      kind: 'meeting',
      label: name ?? t('untitled'),
      detail: createdAt === undefined ? undefined : format.dateTime(createdAt, { dateStyle: 'medium' }),
      icon: IconNotes,
      act: { to: paths.meeting(id) },
    });
    return {
      listing: (page?.items ?? []).map(entryOf),
      // Without an index the newest meetings are looked through, and there is nothing to wait for.
      known: indexed ? known : 'all',
      found: typed ? (results?.hits ?? []).map(({ meeting }) => entryOf(meeting)) : [],
    };
  }, [page, results, indexed, known, typed, t, format]);
}
