import { skipToken, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type DocumentLanguage, documentLanguages } from '#src/i18n/document-languages.ts';
import { serverDate } from '#src/lib/clock.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { exportMinutes } from '../export/export-minutes.ts';
import { makeMinutesFile } from '../export/make-minutes-file.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { loadMinutesSource } from '../export/minutes-source.ts';
import { documentTextsOptions } from '../shared/document-texts.ts';

const key = (meeting: Meeting, ...what: string[]) => [
  'minutes-to-send',
  meeting.id,
  meeting.updatedAt?.getTime(),
  ...what,
];

/** The minutes of a meeting as they are now, without the reviewer's remarks. */
export function useMinutes(meeting: Meeting) {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: key(meeting, 'file'),
    queryFn: async () =>
      makeMinutesFile(await loadMinutesSource(queryClient, meeting), { comments: false, now: serverDate() }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The words of all languages, as far as they have arrived: choosing another one waits for nothing. */
export function useTexts(needed: ReadonlySet<DocumentLanguage>) {
  const read = useQueries({ queries: documentLanguages.map(documentTextsOptions) });
  return {
    texts: new Map(read.flatMap(({ data }) => (data ? [[data.language, data] as const] : []))),
    failed: documentLanguages.flatMap((language, at) => {
      const one = read[at];
      return one?.isError && needed.has(language) ? one : [];
    })[0],
  };
}

/** The minutes as a PDF in each of these languages, made once: what is looked at is what is sent. */
export function usePdfs(
  meeting: Meeting,
  file: MinutesFile | undefined,
  languages: readonly DocumentLanguage[],
) {
  const { files, error, isPending } = useQueries({
    queries: languages.map((language) => ({
      queryKey: key(meeting, 'pdf', language),
      queryFn: file
        ? async ({ signal }: { readonly signal: AbortSignal }) => ({
            ...(await exportMinutes(file, 'pdf', { language, timeZone: browserTimeZone(), signal })),
            language,
          })
        : skipToken,
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    // The same list as long as the files are the same.
    combine: (made) => ({
      files: made.flatMap(({ data }) => data ?? []),
      error: made.find(({ isError }) => isError)?.error,
      isPending: made.some((one) => one.isPending),
    }),
  });
  const [addresses, setAddresses] = useState<readonly string[]>([]);
  useEffect(() => {
    const urls = files.map(({ content }) => URL.createObjectURL(content));
    setAddresses(urls);
    return () => urls.forEach(URL.revokeObjectURL);
  }, [files]);
  const pdfs = new Map(
    files.map(({ language, ...made }, at) => [language, { ...made, address: addresses[at] ?? '' }] as const),
  );
  return { pdfs, error, isPending };
}
