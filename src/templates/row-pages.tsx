import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PageArrow } from '#src/ui/page-arrow.tsx';
import classes from './import.module.css';

interface RowPagesProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly head: readonly string[];
  readonly cells: (row: Row) => readonly ReactNode[];
}

const pageSize = 50;

/** A table of any length, a page at a time. */
export function RowPages<Row extends { readonly key: string }>({
  label,
  rows,
  head,
  cells,
}: RowPagesProps<Row>) {
  const t = useTranslations('templates.pages');
  const [wanted, setPage] = useState(1);
  const last = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, last);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section className={classes.scroller} aria-label={label} tabIndex={0}>
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice((page - 1) * pageSize, page * pageSize).map((row) => (
              <tr key={row.key}>
                {cells(row).map((cell, at) =>
                  at === 0 ? (
                    <th key={head[at]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={head[at]}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {last > 1 && (
        <nav className={classes.pager} aria-label={t('label')}>
          <span>{t('range', { page, last })}</span>
          <PageArrow
            icon={IconChevronLeft}
            label={t('previous')}
            refusal={page === 1 && t('first')}
            onGo={() => setPage(page - 1)}
          />
          <PageArrow
            icon={IconChevronRight}
            label={t('next')}
            refusal={page === last && t('last')}
            onGo={() => setPage(page + 1)}
          />
        </nav>
      )}
    </>
  );
}
