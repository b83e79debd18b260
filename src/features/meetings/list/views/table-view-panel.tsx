import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  type Column,
  columns,
  detailColumns,
  hideColumn,
  moveColumn,
  showColumn,
  type TableLayout,
  usualLayout,
} from '../model/table-layout.ts';
import { tableLayout, useTableLayout } from './table-layout-setting.ts';
import classes from './table-view-panel.module.css';

/** Sets the density of the table, its columns and their order. */
export function TableViewPanel() {
  const t = useTranslations('meetings');
  const layout = useTableLayout();
  const [said, setSaid] = useState('');
  const change = (next: Partial<TableLayout>) => tableLayout.set({ ...layout, ...next });
  const move = (column: Column, by: number) => {
    const moved = moveColumn(layout.columns, column, by);
    change({ columns: moved });
    setSaid(
      t('view.moved', {
        column: t(`columns.${column}`),
        position: moved.indexOf(column) + 1,
        count: moved.length,
      }),
    );
  };
  const hidden = columns.filter((column) => !layout.columns.includes(column));
  return (
    <div className={`ui-stack ${classes.panel}`}>
      <fieldset className={classes.group}>
        <legend className="ui-note">{t('view.density')}</legend>
        {(['comfortable', 'compact'] as const).map((density) => (
          <label key={density} className="ui-choice">
            <input
              type="radio"
              name="density"
              checked={layout.density === density}
              onChange={() => change({ density })}
            />
            <span>{t(`view.${density}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={classes.group}>
        <legend className="ui-note">{t('view.columns')}</legend>
        <ul className="ui-list">
          {layout.columns.map((column, at) => (
            <li key={column} className={classes.column}>
              <label className={`ui-choice ${classes.choice}`}>
                <input
                  type="checkbox"
                  checked
                  disabled={column === 'name'}
                  onChange={() => change({ columns: hideColumn(layout.columns, column) })}
                />
                <span>{t(`columns.${column}`)}</span>
              </label>
              <Move column={column} by={-1} possible={at > 0} onMove={move} />
              <Move column={column} by={1} possible={at < layout.columns.length - 1} onMove={move} />
            </li>
          ))}
          {hidden.map((column) => (
            <li key={column} className={classes.column}>
              <label className={`ui-choice ${classes.choice}`}>
                <input
                  type="checkbox"
                  checked={false}
                  onChange={() => change({ columns: showColumn(layout.columns, column) })}
                />
                <span>{t(`columns.${column}`)}</span>
                {detailColumns.includes(column) && <span className="ui-note ui-end">{t('view.slower')}</span>}
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <Button variant="default" size="xs" onClick={() => tableLayout.set(usualLayout)}>
        {t('view.reset')}
      </Button>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}

interface MoveProps {
  readonly column: Column;
  readonly by: 1 | -1;
  readonly possible: boolean;
  readonly onMove: (column: Column, by: number) => void;
}

/** Keeps the focus at the ends, where it does nothing. */
function Move({ column, by, possible, onMove }: MoveProps) {
  const t = useTranslations('meetings');
  const Icon = by < 0 ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t(by < 0 ? 'view.earlier' : 'view.later', { column: t(`columns.${column}`) })}
      aria-disabled={!possible}
      data-disabled={!possible}
      onClick={() => possible && onMove(column, by)}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
