import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import {
  type DocumentLanguage,
  type DocumentTexts,
  loadDocumentTexts,
} from '#src/i18n/document-languages.ts';
import { serverDate } from '#src/lib/clock.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { type ExportedFile, exportMinutes } from '../export/export-minutes.ts';
import { makeMinutesFile } from '../export/make-minutes-file.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { loadMinutesSource } from '../export/minutes-source.ts';

export interface Minutes {
  readonly file: MinutesFile;
  readonly texts: DocumentTexts;
}

const key = (meeting: Meeting, language: DocumentLanguage, what: string) => [
  'minutes-to-send',
  meeting.id,
  meeting.updatedAt?.getTime(),
  language,
  what,
];

/** The minutes of a meeting as they are now, without the reviewer's remarks, and the words of a language. */
export function useMinutes(meeting: Meeting, language: DocumentLanguage) {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: key(meeting, language, 'text'),
    queryFn: async (): Promise<Minutes> => {
      const [source, texts] = await Promise.all([
        loadMinutesSource(queryClient, meeting),
        loadDocumentTexts(language),
      ]);
      return { file: await makeMinutesFile(source, { comments: false, now: serverDate() }), texts };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The same as a PDF, made once: what is looked at is what is sent. */
export function usePdf(
  meeting: Meeting,
  { data }: ReturnType<typeof useMinutes>,
  language: DocumentLanguage,
  wanted: boolean,
) {
  const query = useQuery({
    queryKey: key(meeting, language, 'pdf'),
    queryFn: async ({ signal }): Promise<ExportedFile | null> =>
      data ? exportMinutes(data.file, 'pdf', { language, timeZone: browserTimeZone(), signal }) : null,
    enabled: wanted && data !== undefined,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const content = wanted ? query.data?.content : undefined;
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (!content) return;
    const url = URL.createObjectURL(content);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [content]);
  return { ...query, address };
}
