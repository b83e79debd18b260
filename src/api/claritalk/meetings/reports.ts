import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { downloadReport, getReport } from '#contract/gateway/push.ts';
import { call, callForBlob } from '#src/api/client/client.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import { saveFile } from '#src/lib/save-file.ts';

/** Claritalk's own PDF of a meeting, which came with a webhook. */
export interface Report {
  readonly filename: string;
  /** Size in bytes. */
  readonly bytes: number | undefined;
}

/** The report of a meeting; null when the gateway has none that the reader may see. */
export const reportOptions = (meetingId: string) =>
  queryOptions({
    queryKey: ['report', meetingId],
    queryFn: async ({ signal }): Promise<Report | null> => {
      const report = fields(fields(await call(getReport, { params: { id: meetingId }, signal })).report);
      const filename = text(report.filename);
      return filename === undefined ? null : { filename, bytes: number(report.bytes) };
    },
    staleTime: 60_000,
  });

/** Saves the report of a meeting as a file of a name; 'not-found' when it is no longer kept. */
export const saveReportOptions = (meetingId: string) =>
  mutationOptions({
    mutationFn: async (filename: string) =>
      saveFile(
        await callForBlob(downloadReport, { params: { id: meetingId }, timeoutMs: 120_000 }),
        filename,
      ),
  });
