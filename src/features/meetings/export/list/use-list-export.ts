import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { MeetingListItem, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type MeetingListQuery, readPage } from '#src/api/claritalk/meetings/read-meetings.ts';
import { usersOptions } from '#src/api/claritalk/users.ts';
import { withPriority } from '#src/api/client/priority.ts';
import { type DocumentLanguage, loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { serverDate } from '#src/lib/clock.ts';
import type { CsvSeparator } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { seriesLimiter } from '#src/services/quota/limiter.ts';
import { fileName } from '../file-name.ts';
import { collectMeetings } from './collect-meetings.ts';
import { writeListCsv, writeListJson } from './list-writer.ts';

/** Which meetings: chosen ones, all that the server finds, or all that the index on this device finds. */
export type ListScope =
  | { readonly meetings: readonly MeetingListItem[] }
  | { readonly query: MeetingListQuery }
  | { readonly find: (offset: number, limit: number) => Promise<MeetingPage> };

export type ListExportState =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'working'; readonly collected: number; readonly total: number | undefined }
  | { readonly kind: 'done'; readonly name: string; readonly count: number }
  | { readonly kind: 'failed'; readonly error: unknown };

interface ListChoice {
  readonly format: 'csv' | 'json';
  readonly language: DocumentLanguage;
  readonly separator: CsvSeparator;
}

/** Makes a file of a list, one at a time; leaving aborts it. */
export function useListExport(scope: ListScope) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<ListExportState>({ kind: 'choosing' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const collect = (signal: AbortSignal) => {
    if ('meetings' in scope) return scope.meetings;
    const onProgress = (collected: number, total: number | undefined) =>
      setState({ kind: 'working', collected, total });
    if ('find' in scope) {
      return collectMeetings({ signal, onProgress, fetchPage: scope.find });
    }
    const { query } = scope;
    return collectMeetings({
      signal,
      onProgress,
      limiter: seriesLimiter,
      // Bypasses the cache: hundreds of pages would stay in memory.
      fetchPage: (offset, limit) => readPage({ ...query, offset, limit }, withPriority(signal, 'task')),
    });
  };

  const run = async ({ format, language, separator }: ListChoice) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setState({ kind: 'working', collected: 0, total: undefined });
    try {
      const meetings = await collect(signal);
      const [texts, users] = await Promise.all([
        loadDocumentTexts(language),
        // People who may not list people get the owners' identities instead of names.
        queryClient.ensureQueryData(usersOptions()).catch(() => []),
      ]);
      signal.throwIfAborted();
      const nameOf = (uuid: string | undefined) => users.find((user) => user.uuid === uuid)?.name;
      const now = serverDate();
      const content =
        format === 'csv'
          ? writeListCsv(meetings, nameOf, texts, separator)
          : writeListJson(meetings, nameOf, now);
      const name = fileName({
        day: dayOf(now),
        name: texts.t('file.list'),
        kind: String(meetings.length),
        extension: format,
      });
      const type = format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json';
      saveFile(new Blob([content], { type }), name);
      setState({ kind: 'done', name, count: meetings.length });
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', error });
    }
  };

  const cancel = () => {
    running.current?.abort();
    setState({ kind: 'choosing' });
  };
  return { state, run, cancel };
}
