import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useRef } from 'react';
import { type Refusal, WhyNot } from '#src/ui/why-not.tsx';
import classes from './columns.module.css';

/** Something that can be done to a row. */
export interface RowAction {
  readonly key: string;
  readonly label: string;
  readonly icon: Icon;
  readonly danger?: boolean;
  /** Why it may not be done; undefined when it may. */
  readonly refusal?: Refusal | undefined;
  readonly run: () => void;
}

interface RowMenuProps {
  readonly id: string;
  readonly label: string;
  /** Of the row whose button was pressed last. */
  readonly actions: readonly RowAction[];
}

/** The actions of a row: one panel for all rows of a column, beside the button that opened it. */
export function RowMenu({ id, label, actions }: RowMenuProps) {
  const panel = useRef<HTMLElement>(null);
  return (
    <section
      ref={panel}
      id={id}
      popover="auto"
      aria-label={label}
      className={classes.menu}
      style={{ positionAnchor: `--${id}` }}
    >
      {actions.map(({ key, label: text, icon: Glyph, danger, refusal, run }) => (
        <WhyNot key={key} refusal={refusal}>
          {(blocked) => (
            <Button
              variant="subtle"
              size="sm"
              justify="flex-start"
              color={danger ? 'red.9' : 'gray'}
              className={classes.action ?? ''}
              data-danger={danger || undefined}
              leftSection={<Glyph size={16} aria-hidden />}
              onClick={() => {
                if (blocked) return;
                panel.current?.hidePopover();
                run();
              }}
              {...blocked}
              dir="auto"
            >
              {text}
            </Button>
          )}
        </WhyNot>
      ))}
    </section>
  );
}
