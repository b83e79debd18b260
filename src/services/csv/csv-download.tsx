import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { useFollowed } from '#src/lib/address/use-followed.ts';
import { serverDate } from '#src/lib/clock.ts';
import { separatorOf, writeCsv } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Hint } from '#src/ui/hint.tsx';

/** Neither spreadsheets nor the gateway cope well with more lines than this. */
const maxEntries = 10_000;

interface CsvDownloadProps<Entry> {
  /** Name of the file, before the day and its ending. */
  readonly name: string;
  /** Reads the latest entries, at most as many as said and up to a page more. */
  readonly read: (
    most: number,
    signal: AbortSignal | undefined,
  ) => Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }>;
  readonly columns: readonly {
    readonly title: string;
    readonly cell: (entry: Entry) => string;
  }[];
  /** Nothing is shown: there is nothing to save. */
  readonly empty: boolean;
}

/** Saves what the filters of a log show as CSV, including older entries that are not on screen. */
export function CsvDownload<Entry>({ name, read, columns, empty }: CsvDownloadProps<Entry>) {
  const t = useTranslations('csvDownload');
  const errorText = useErrorText();
  const locale = useLocale();
  const save = async (signal: AbortSignal | undefined) => {
    const { entries, more } = await read(maxEntries, signal);
    const rows = entries.map((entry) => columns.map(({ cell }) => cell(entry)));
    const csv = writeCsv([columns.map(({ title }) => title), ...rows], separatorOf(locale));
    const day = serverDate().toISOString().slice(0, 10);
    saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${name}-${day}.csv`);
    return more ? entries.length : undefined;
  };
  const { state, busy, run } = useWrite<void, number | undefined>((_queryClient, _, { signal }) =>
    certainOf(save(signal)),
  );
  const said =
    state.phase === 'done' && state.value !== undefined
      ? t('cut', { count: state.value })
      : state.phase === 'refused' && `${t('failed')} ${errorText(state.error)}`;
  const start = useFollowed(() => {
    if (!empty) void run();
  });
  const button = (described: object = {}) => (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={17} aria-hidden />}
      onClick={start}
      {...described}
    >
      {t('save')}
    </Button>
  );
  return (
    <>
      {empty ? (
        <Hint text={t('empty')}>
          {(description) => button({ ...description, 'aria-disabled': true, 'data-disabled': true })}
        </Hint>
      ) : (
        button()
      )}
      <span role="status" dir="auto">
        {said}
      </span>
    </>
  );
}
