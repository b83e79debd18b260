import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { type LinkChoice, LinkDialog } from '#src/services/conversations/link-dialog.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';

interface ClientLinkDialogProps {
  readonly client: Named;
  readonly onClose: () => void;
}

/** Of each kind. */
const mostShown = 6;

/** Links a client to a meeting or dossier, found by its name. */
export function ClientLinkDialog({ client, onClose }: ClientLinkDialogProps) {
  const t = useTranslations('linking.dialog');
  const [words, setWords] = useState('');
  const { choices, error, isPartial } = useSubjects(client, words);
  return (
    <LinkDialog
      title={t('titleClient', { name: client.name })}
      effect={t('effectAny')}
      label={t('searchSubjects')}
      start=""
      onSearch={setWords}
      choices={choices}
      error={error}
      isPartial={isPartial}
      onClose={onClose}
    />
  );
}

/** Dossiers and meetings that the reader may read, by their names; the newest meetings while nothing is typed. */
function useSubjects(client: Named, words: string) {
  const t = useTranslations('linking');
  const format = useFormatter();
  const dossiers = useQuery(dossiersOptions());
  const request = { query: words, filter: noFilter, order: 'desc', offset: 0, limit: mostShown } as const;
  const meetings = useIndexQuery(['search', request], (index) => index.search(request), indexStore.available);
  const typed = words.toLocaleLowerCase();
  const isMeant = (name: string | undefined) => name?.toLocaleLowerCase().includes(typed) ?? false;
  const found = (dossiers.data ?? []).filter(({ name, reference }) => isMeant(name) || isMeant(reference));
  const choiceOf = (kind: LinkChoice['kind'], id: string, name: string, detail: string): LinkChoice => ({
    ...{ key: `${kind} ${id}`, client: client.id, kind, id, name },
    detail: [t(`dialog.${kind}`), detail].filter(Boolean).join(' · '),
  });
  const hits = meetings.data?.hits ?? [];
  const choices = [
    ...(words === '' ? [] : found.slice(0, mostShown)).map(({ id, name, reference = '' }) =>
      choiceOf('dossier', id, name, reference),
    ),
    ...hits.map(({ meeting: { id, name, createdAt } }) =>
      choiceOf(
        'meeting',
        id,
        name ?? t('card.untitled'),
        createdAt === undefined ? '' : format.dateTime(new Date(createdAt), { dateStyle: 'medium' }),
      ),
    ),
  ];
  const isKnown = dossiers.data !== undefined && (meetings.data !== undefined || !indexStore.available);
  const isPartial = indexStore.available && meetings.known !== 'all';
  return { choices: isKnown ? choices : undefined, error: dossiers.error ?? meetings.error, isPartial };
}
