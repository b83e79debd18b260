import { useTranslations } from 'use-intl';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { usePages } from '#src/ui/list/use-pages.ts';

interface RowPagesProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}

/** A table of any length, a page at a time. */
export function RowPages<Row extends { readonly key: string }>({ label, rows, columns }: RowPagesProps<Row>) {
  const t = useTranslations('templates');
  const pages = usePages(rows, 50);
  return (
    <>
      <Table label={label} cards columns={columns} rows={pages.shown} keyOf={({ key }) => key} />
      <Pager label={t('pages')} paging={pages.paging} onGo={pages.go} />
    </>
  );
}
