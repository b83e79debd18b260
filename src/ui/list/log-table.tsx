import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Elements } from '../elements.ts';
import classes from './log-table.module.css';
import { Table, type TableProps } from './table.tsx';
import type { Column } from './use-columns.ts';

export interface LogTableProps<Entry, Id extends string>
  extends Pick<TableProps<Entry, Id>, 'label' | 'rows' | 'keyOf' | 'stateOf'> {
  readonly columns: readonly Column<Entry, Id>[];
  /** The button of an entry that opens it. */
  readonly open: {
    readonly text: string;
    /** What it opens, for people who hear it without its row. */
    readonly label: (entry: Entry) => string;
  };
  /** Everything that is known about an entry. */
  readonly detail: (entry: Entry) => Elements;
  /** Where older entries come from, as a query that continues. */
  readonly older: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** What happened, the newest first: each entry opens to show everything about it, older ones are loaded on demand. */
export function LogTable<Entry, Id extends string>(props: LogTableProps<Entry, Id>) {
  const { label, columns, rows, keyOf, stateOf, open, detail, older } = props;
  const t = useTranslations('lists');
  const [opened, setOpened] = useState<string | number>();
  const opener: Column<Entry, Id | 'open'> = {
    id: 'open',
    title: open.text,
    width: 8.5,
    cell: (entry) => {
      const isOpen = opened === keyOf(entry);
      return (
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={isOpen}
          aria-label={open.label(entry)}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          onClick={() => setOpened(isOpen ? undefined : keyOf(entry))}
          dir="auto"
        >
          {open.text}
        </Button>
      );
    },
  };
  return (
    <div className={`ui-parts ${classes.log}`}>
      <Table<Entry, Id | 'open'>
        label={label}
        columns={[...columns, opener]}
        rows={rows}
        keyOf={keyOf}
        {...(stateOf ? { stateOf } : {})}
        detail={(entry) => keyOf(entry) === opened && detail(entry)}
      />
      {rows &&
        (older.hasNextPage ? (
          <Button variant="default" loading={older.isFetchingNextPage} onClick={() => older.fetchNextPage()}>
            {t('older')}
          </Button>
        ) : (
          <p>{t('end')}</p>
        ))}
    </div>
  );
}
