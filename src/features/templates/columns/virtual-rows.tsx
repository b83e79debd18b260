import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { Elements } from '#src/ui/elements.ts';
import type { ColumnName } from '../shared/address.ts';
import classes from './columns.module.css';
import { type ListShape, rowAt, rowsToDraw, rowTop } from './list-window.ts';

interface Identified {
  readonly id: number;
}

export interface RowsHandle {
  readonly count: number;
  /** Moves the focus to a row; the nearest one when there is no such index. */
  focusRow(index: number): void;
}

interface VirtualRowsProps<Item> {
  readonly ref: Ref<RowsHandle>;
  readonly column: ColumnName;
  readonly label: string;
  readonly items: readonly Item[];
  /** Height of a row that is not open, in rem. */
  readonly rowRem: number;
  /** The row that is as high as its content. */
  readonly openId: number | undefined;
  /** The chosen row: it is in view and the keyboard enters here. */
  readonly currentId: number | undefined;
  readonly children: (item: Item, index: number, isTabStop: boolean) => Elements;
}

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/**
 * A list that draws only the rows in view, so that a thousand cost as much as twenty. The row with the focus, the
 * chosen one and the open one stay wherever they are, so that nobody loses their place.
 */
export function VirtualRows<Item extends Identified>(props: VirtualRowsProps<Item>) {
  const { ref, column, label, items, rowRem, openId, currentId, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number>(undefined);
  const [rowHeight] = useState(() => rowRem * rem());
  const [view, setView] = useState({ top: 0, height: 900 });
  const [openHeight, setOpenHeight] = useState(rowHeight);
  const [focusedId, setFocusedId] = useState<number>();
  const indexOf = (id: number | undefined) =>
    id === undefined ? -1 : items.findIndex((item) => item.id === id);
  const [currentIndex, focusedIndex] = [indexOf(currentId), indexOf(focusedId)];
  const tabStop = focusedIndex >= 0 ? focusedIndex : Math.max(0, currentIndex);
  const shape: ListShape = { count: items.length, rowHeight, openIndex: indexOf(openId), openHeight };
  const drawn = rowsToDraw(shape, view, [tabStop, currentIndex, shape.openIndex]);

  const focusDrawn = (index: number): boolean => {
    const link = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row-link]`);
    link?.focus();
    return link !== null && link !== undefined;
  };
  useImperativeHandle(ref, () => ({
    count: items.length,
    focusRow: (index) => {
      const nearest = Math.max(0, Math.min(items.length - 1, index));
      if (focusDrawn(nearest)) return;
      wanted.current = nearest;
      setFocusedId(items[nearest]?.id);
    },
  }));
  useLayoutEffect(() => {
    if (wanted.current !== undefined && focusDrawn(wanted.current)) wanted.current = undefined;
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setView((now) =>
        now.height === element.clientHeight ? now : { ...now, height: element.clientHeight },
      ),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // What the address names is in view, even after Back.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || currentIndex < 0) return;
    const top = currentIndex * rowHeight;
    if (top < element.scrollTop || top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    }
  }, [currentIndex, rowHeight]);

  const follow = () => {
    const top = scroller.current?.scrollTop ?? 0;
    // A new row has to be there before anything is drawn again.
    setView((now) => (rowAt(shape, now.top) === rowAt(shape, top) ? now : { ...now, top }));
  };
  return (
    <div ref={scroller} className={`ui-scrolls ${classes.scroller}`} onScroll={follow}>
      <ul
        ref={list}
        className={`ui-list ${classes.rows}`}
        aria-label={label}
        style={{ height: rowTop(shape, items.length) }}
      >
        {drawn.map((index) => {
          const item = items[index];
          if (!item) return null;
          const open = index === shape.openIndex;
          return (
            <li
              key={item.id}
              className={`ui-full ${classes.row}`}
              data-template-row={column}
              data-index={index}
              data-open={open || undefined}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ top: rowTop(shape, index), height: open ? undefined : rowHeight }}
              onFocus={() => setFocusedId(item.id)}
            >
              <Measured onHeight={open ? setOpenHeight : undefined}>
                {children(item, index, index === tabStop)}
              </Measured>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface MeasuredProps {
  /** Undefined while nobody needs to know. */
  readonly onHeight: ((height: number) => void) | undefined;
  readonly children: Elements;
}

/** Reports the height of its content, in CSS pixels, whenever that changes. */
function Measured({ onHeight, children }: MeasuredProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !onHeight) return;
    onHeight(element.offsetHeight);
    const observer = new ResizeObserver(() => onHeight(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [onHeight]);
  return (
    <div ref={box} className={classes.measured}>
      {children}
    </div>
  );
}
