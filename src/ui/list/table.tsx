import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { Elements } from '../elements.ts';
import classes from './table.module.css';
import { type Column, type PlacedColumn, useColumns } from './use-columns.ts';

/** What a table is ordered by, and how that changes. */
export interface Sorting<Id extends string> {
  readonly column: Id;
  readonly descending: boolean;
  readonly onSort: (column: Id) => void;
}

export interface TableProps<Row, Id extends string> {
  readonly label: string;
  /** The first one names its row. */
  readonly columns: readonly Column<Row, Id>[];
  /** Undefined while they are on their way. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string | number;
  /** How many placeholders are shown in the meantime. */
  readonly skeletons?: number;
  /** If present, the table can be ordered by every column. */
  readonly sort?: Sorting<Id>;
  /** A remark on a row: something is wrong with it, or it counts less than others. */
  readonly stateOf?: (row: Row) => 'problem' | 'quiet' | undefined;
  /** Shown below a row, as wide as the table. */
  readonly detail?: (row: Row) => Elements;
  /** Shown in a panel, without its own frame. */
  readonly plain?: boolean;
  /** On narrow screens a row is a card, with the titles of the columns beside their values. */
  readonly cards?: boolean;
  /** Minimum width in rem: on narrower screens it scrolls, and its first column stays in sight. */
  readonly minWidth?: number;
}

/** The one table of this application: a row for each thing, and the first column names it. */
export function Table<Row, Id extends string>(props: TableProps<Row, Id>) {
  const { label, columns, rows, keyOf, skeletons = 8, sort, stateOf, detail, plain, cards, minWidth } = props;
  const placed = useColumns(columns);
  const table = (
    <table
      className={`ui-card ui-small ui-full ${classes.table}`}
      aria-label={label}
      data-plain={plain}
      data-cards={cards}
      style={minWidth === undefined ? undefined : { minWidth: `${minWidth}rem` }}
    >
      <thead>
        <tr>
          {placed.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows
          ? rows.map((row) => (
              <Fragment key={keyOf(row)}>
                <tr data-row data-state={stateOf?.(row)}>
                  {placed.map((column, at) => (
                    <BodyCell key={column.id} column={column} row={row} names={at === 0} />
                  ))}
                </tr>
                <DetailRow columns={placed.length}>{detail?.(row)}</DetailRow>
              </Fragment>
            ))
          : [...new Array(skeletons).keys()].map((row) => (
              <tr key={row} aria-hidden>
                {placed.map(({ id }) => (
                  <td key={id}>
                    <span className={`ui-block ${classes.bone}`} />
                  </td>
                ))}
              </tr>
            ))}
      </tbody>
    </table>
  );
  if (minWidth === undefined) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={classes.scroller} aria-label={label} tabIndex={0}>
      {table}
    </section>
  );
}

interface HeadCellProps<Row, Id extends string> {
  readonly column: Column<Row, Id>;
  readonly sort: Sorting<Id> | undefined;
}

/** The title of a column; pressing it orders by it, pressing it again reverses the order. */
function HeadCell<Row, Id extends string>({ column, sort }: HeadCellProps<Row, Id>) {
  const { id, title, width, numeric } = column;
  const sorted = sort?.column === id;
  const Icon = !sorted ? IconSelector : sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-numeric={numeric}
      style={width === undefined ? undefined : { width: `${width}rem` }}
      aria-sort={sort && (sorted ? (sort.descending ? 'descending' : 'ascending') : 'none')}
      dir="auto"
    >
      {sort ? (
        <button type="button" className={classes.sorter} onClick={() => sort.onSort(id)}>
          <span dir="auto">{title}</span>
          <Icon size={14} aria-hidden />
        </button>
      ) : (
        title
      )}
    </th>
  );
}

interface BodyCellProps<Row, Id extends string> {
  readonly column: PlacedColumn<Row, Id>;
  readonly row: Row;
  /** Whether it names the row. */
  readonly names: boolean;
}

function BodyCell<Row, Id extends string>({ column, row, names }: BodyCellProps<Row, Id>) {
  const { title, cell, numeric, under } = column;
  const Cell = names ? 'th' : 'td';
  const said = cell(row);
  const content = saysNothing(said) ? <span aria-hidden>–</span> : said;
  return (
    <Cell
      scope={names ? 'row' : undefined}
      data-numeric={numeric}
      data-label={typeof title === 'string' ? title : undefined}
      dir="auto"
    >
      {under.length === 0 ? (
        content
      ) : (
        <>
          <div dir="auto">{content}</div>
          {under.map((other) => (
            <Under key={other.id} content={other.cell(row)} />
          ))}
        </>
      )}
    </Cell>
  );
}

/** A zero says something. */
const saysNothing = (content: ReactNode) => !content && content !== 0;

/** What has no column of its own; nothing if it is empty. */
function Under({ content }: { readonly content: ReactNode }) {
  if (saysNothing(content)) return null;
  return (
    <div className="ui-note ui-normal" dir="auto">
      {content}
    </div>
  );
}

interface DetailRowProps {
  readonly columns: number;
  readonly children: Elements;
}

function DetailRow({ columns, children }: DetailRowProps) {
  if (!children) return null;
  return (
    <tr className={classes.detail}>
      <td colSpan={columns}>{children}</td>
    </tr>
  );
}
