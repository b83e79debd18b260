import { ListResults } from '#src/services/problems/list-results.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { Table, type TableProps } from '#src/ui/list/table.tsx';

interface PanelTableProps<Row> extends Omit<TableProps<Row, string>, 'plain'> {
  readonly query: Parameters<typeof ListResults>[0]['query'] & { readonly data?: readonly Row[] | undefined };
  /** Says that they could not be loaded, and that there are none. */
  readonly texts: { readonly failed: string; readonly empty: string };
  /** The way to further rows. */
  readonly children?: Elements;
}

/** A list within a panel, in whichever of its states. */
export function PanelTable<Row>(props: PanelTableProps<Row>) {
  const { query, texts, children, ...table } = props;
  const empty = (
    <p className="ui-hint" dir="auto">
      {texts.empty}
    </p>
  );
  return (
    <ListResults query={query} count={query.data?.length} texts={texts} empty={empty}>
      <Table<Row, string> {...table} plain />
      {children}
    </ListResults>
  );
}
