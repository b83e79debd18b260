import type { Elements } from '#src/ui/elements.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import '@mantine/core/styles/Input.layer.css';
import { ActionIcon, Skeleton, TextInput, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPlus, IconSearch } from '@tabler/icons-react';
import {
  type Ref,
  useDeferredValue,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Link } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { Hint } from '#src/ui/hint.tsx';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { type Refusal, WhyNot } from '#src/ui/why-not.tsx';
import type { ColumnName, TemplateSort } from '../shared/address.ts';
import classes from './columns.module.css';
import { findItems, sortItems } from './find.ts';
import { type RowAction, RowMenu } from './row-menu.tsx';
import { type RowsHandle, VirtualRows } from './virtual-rows.tsx';

/** What is being edited in the columns: one thing at a time. */
export interface Editing {
  readonly column: ColumnName;
  readonly id: number | 'new';
}

/** What the page's keys do in a column. */
export interface ColumnHandle {
  focusRow(index: number): void;
  /** Focuses the chosen row, else the first, as soon as the column shows what belongs to `scope`. */
  enter(scope: number | undefined): void;
  count(): number;
  idAt(index: number): number | undefined;
  run(id: number, action: 'edit' | 'delete'): boolean;
  add(): boolean;
  search(): void;
}

interface Identified {
  readonly id: number;
}

export interface ColumnProps<Item extends Identified> {
  readonly ref: Ref<ColumnHandle>;
  readonly name: ColumnName;
  /** What the rows belong to: the chosen thing of the column before. */
  readonly scope: number | undefined;
  /** Undefined while they are on their way. */
  readonly items: readonly Item[] | undefined;
  readonly textOf: (item: Item) => string;
  readonly noteOf?: (item: Item) => Elements;
  readonly hrefOf: (item: Item) => string;
  readonly currentId: number | undefined;
  readonly sort: TemplateSort;
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly rowRem: number;
  readonly actionsOf: (item: Item) => readonly RowAction[];
  /** Draws what replaces a row while it is edited. */
  readonly editor: (item: Item, onClose: () => void) => Elements;
  /** The form of a new thing; undefined where nothing can be added. */
  readonly adder: ((onClose: () => void) => Elements) | undefined;
  readonly addRefusal?: Refusal | undefined;
  /** What the chosen row shows below its text. */
  readonly details?: (item: Item, onEdit: () => void) => Elements;
  /** Shown instead of the list: empty, failed, refused. */
  readonly instead?: Elements;
  /** Says that it is empty. */
  readonly empty: string;
  /** The row that is being edited; the page knows, so that one thing is edited at a time. */
  readonly editing: number | 'new' | undefined;
  readonly onEdit: (editing: number | 'new' | undefined) => void;
}

/** One of the three columns: its title and count, a search, a button to add, and the rows. */
export function Column<Item extends Identified>(props: ColumnProps<Item>) {
  const { ref, name, items, textOf, sort, find, onFind, currentId, editing, onEdit, instead } = props;
  const t = useTranslations('templates');
  const locale = useLocale();
  const headingId = useId();
  const menuId = useId();
  const rows = useRef<RowsHandle>(null);
  const entering = useRef<{ readonly scope: number | undefined }>(undefined);
  const searchField = useRef<HTMLInputElement>(null);
  const finder = useAddressText(find, onFind);
  // Typing takes precedence over searching.
  const text = useDeferredValue(finder.text);
  const sorted = useMemo(
    () => items && sortItems(items, textOf, sort, locale),
    [items, textOf, sort, locale],
  );
  const found = useMemo(() => sorted && findItems(sorted, text), [sorted, text]);
  const [menuOf, setMenuOf] = useState<number>();
  const indexOf = (id: number) => found?.findIndex((item) => item.id === id) ?? -1;
  const menuItem = items?.find(({ id }) => id === menuOf);

  const toFirst = () => (found?.length ? rows.current?.focusRow(0) : false);
  const close = (id: number | undefined) => {
    onEdit(undefined);
    // Once the form is gone.
    focusAfterRendering(() => {
      if (id !== undefined) rows.current?.focusRow(indexOf(id));
      else document.getElementById(`${headingId}-add`)?.focus();
    });
  };
  const enterNow = () => {
    if (entering.current?.scope !== props.scope || !found || found.length === 0 || !rows.current) return;
    entering.current = undefined;
    rows.current.focusRow(currentId === undefined ? 0 : Math.max(0, indexOf(currentId)));
  };
  useImperativeHandle(ref, () => ({
    focusRow: (index) => rows.current?.focusRow(index),
    enter: (scope) => {
      entering.current = { scope };
      enterNow();
    },
    count: () => found?.length ?? 0,
    idAt: (index) => found?.[index]?.id,
    run: (id, key) => {
      const item = items?.find((one) => one.id === id);
      const action = item && props.actionsOf(item).find((one) => one.key === key);
      if (!action || action.refusal) return false;
      action.run();
      return true;
    },
    add: () => {
      if (!props.adder || props.addRefusal) return false;
      onEdit('new');
      return true;
    },
    search: () => searchField.current?.focus(),
  }));

  // What the column waited for may have arrived.
  useEffect(() => {
    if (entering.current) enterNow();
  });
  const summary =
    found === undefined || items === undefined
      ? ''
      : text.trim() === ''
        ? t('count', { count: items.length })
        : t('matching', { found: found.length, total: items.length });
  return (
    <section className={`ui-column ${classes.column}`} data-column={name} aria-labelledby={headingId}>
      <header className={`ui-line ${classes.head}`}>
        <h2 id={headingId}>{t(`columns.${name}`)}</h2>
        {summary !== '' && <span className={`ui-note ui-figures ${classes.count}`}>{summary}</span>}
        {props.adder && (
          <WhyNot refusal={props.addRefusal}>
            {(blocked) => (
              <Hint text={t(`add.${name}`)}>
                {(description) => (
                  <ActionIcon
                    id={`${headingId}-add`}
                    variant="default"
                    size={30}
                    aria-label={t(`add.${name}`)}
                    onClick={() => !blocked && onEdit('new')}
                    {...description}
                    {...blocked}
                  >
                    <IconPlus size={17} aria-hidden />
                  </ActionIcon>
                )}
              </Hint>
            )}
          </WhyNot>
        )}
      </header>
      <VisuallyHidden role="status">{text.trim() === '' ? '' : summary}</VisuallyHidden>
      <div className={classes.tools}>
        <TextInput
          ref={searchField}
          type="search"
          size="xs"
          aria-label={t(`search.${name}`)}
          placeholder={t(`search.${name}`)}
          value={finder.text}
          leftSection={<IconSearch size={14} aria-hidden />}
          onChange={(event) => finder.type(event.currentTarget.value)}
          onKeyDown={onKeys({
            moves: { ArrowDown: toFirst },
          })}
        />
      </div>
      {editing === 'new' && <div className={classes.adder}>{props.adder?.(() => close(undefined))}</div>}
      {instead ??
        (found === undefined ? (
          <Skeletons />
        ) : found.length === 0 ? (
          <p className={`ui-hint ${classes.nothing}`} dir="auto">
            {items?.length === 0 ? props.empty : t('noMatch')}
          </p>
        ) : (
          <VirtualRows
            ref={rows}
            column={name}
            label={t(`columns.${name}`)}
            items={found}
            rowRem={props.rowRem}
            openId={editing === undefined || editing === 'new' ? props.details && currentId : editing}
            currentId={currentId}
          >
            {(item, _index, isTabStop) =>
              editing === item.id ? (
                props.editor(item, () => close(item.id))
              ) : (
                <>
                  <Link
                    data-row-link
                    to={props.hrefOf(item)}
                    preventScrollReset
                    className={classes.link ?? ''}
                    tabIndex={isTabStop ? 0 : -1}
                    aria-current={item.id === currentId || undefined}
                  >
                    <span className={`ui-clamp ${classes.text}`} dir="auto">
                      {textOf(item)}
                    </span>
                    {props.noteOf?.(item)}
                  </Link>
                  {props.actionsOf(item).length > 0 && (
                    <button
                      type="button"
                      className={`ui-sign ui-dimmed ${classes.more}`}
                      tabIndex={isTabStop ? 0 : -1}
                      aria-label={t('actionsOf', { name: textOf(item) })}
                      popoverTarget={menuId}
                      onClick={() => setMenuOf(item.id)}
                      style={menuOf === item.id ? { anchorName: `--${menuId}` } : undefined}
                    >
                      <IconDots size={17} aria-hidden />
                    </button>
                  )}
                  {item.id === currentId && props.details?.(item, () => onEdit(item.id))}
                </>
              )
            }
          </VirtualRows>
        ))}
      <RowMenu
        id={menuId}
        label={menuItem ? t('actionsOf', { name: textOf(menuItem) }) : t('actions')}
        actions={menuItem ? props.actionsOf(menuItem) : []}
      />
    </section>
  );
}

const skeletons = [72, 55, 80, 64, 48, 70];

function Skeletons() {
  return (
    <div className={classes.skeletons} aria-busy="true">
      {skeletons.map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} radius="xl" />
      ))}
    </div>
  );
}
