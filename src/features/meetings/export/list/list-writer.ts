import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { type CsvSeparator, writeCsv } from '#src/lib/csv/csv.ts';

/** Meetings of a list as CSV: times are ISO 8601 in UTC, which every spreadsheet and program reads. */
export function writeListCsv(
  meetings: readonly MeetingListItem[],
  ownerName: (uuid: string | undefined) => string | undefined,
  { t }: DocumentTexts,
  separator: CsvSeparator,
): string {
  const head = ['name', 'owner', 'status', 'quality', 'language', 'created', 'updated', 'id'] as const;
  const rows = meetings.map((meeting) => [
    meeting.name ?? '',
    ownerName(meeting.ownerUuid) ?? meeting.ownerUuid ?? '',
    meeting.status ?? '',
    t(meeting.qualityFlag ? 'csv.yes' : 'csv.no'),
    meeting.locale ?? '',
    meeting.createdAt?.toISOString() ?? '',
    meeting.updatedAt?.toISOString() ?? '',
    meeting.id,
  ]);
  return writeCsv([head.map((column) => t(`csv.${column}`)), ...rows], separator);
}

/** Meetings of a list as JSON (docs/exports.md). */
export function writeListJson(
  meetings: readonly MeetingListItem[],
  ownerName: (uuid: string | undefined) => string | undefined,
  exportedAt: Date,
): string {
  const list = {
    format: 'claritalk-meetings',
    version: 1,
    exportedAt: exportedAt.toISOString(),
    meetings: meetings.map((meeting) => ({
      id: meeting.id,
      name: meeting.name ?? null,
      ownerUuid: meeting.ownerUuid ?? null,
      owner: ownerName(meeting.ownerUuid) ?? null,
      status: meeting.status ?? null,
      qualityFlag: meeting.qualityFlag,
      locale: meeting.locale ?? null,
      createdAt: meeting.createdAt?.toISOString() ?? null,
      updatedAt: meeting.updatedAt?.toISOString() ?? null,
    })),
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}
