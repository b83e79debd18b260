import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import classes from './dropdown.module.css';
import { Region } from './region.tsx';
import { usePanel } from './use-panel.ts';

interface DropdownProps {
  /** What the button says. */
  readonly trigger: ReactNode;
  /** Whether what is chosen inside differs from the usual; the button then shows it. */
  readonly active: boolean;
  /** Name of the panel. */
  readonly label: string;
  /** Content of the panel. `close` closes it. */
  readonly children: (close: () => void) => ReactElement;
}

/**
 * A button that opens a panel below it. The panel is a native popover: light dismiss, Escape, and the focus
 * going on into it and back come with the browser; CSS anchors it to its button (docs/decisions, 8).
 */
export function Dropdown({ trigger, active, label, children }: DropdownProps) {
  const id = useId();
  const { made, close, button, panel } = usePanel();
  return (
    <>
      <Button
        variant="default"
        px="sm"
        className={classes.trigger ?? ''}
        data-active={active || undefined}
        rightSection={<IconChevronDown size={16} aria-hidden />}
        popoverTarget={id}
        style={{ anchorName: `--${id}` }}
        dir="auto"
        {...button}
      >
        {trigger}
      </Button>
      <section
        {...panel}
        id={id}
        aria-label={label}
        className={`ui-scrolls ${classes.panel}`}
        style={{ positionAnchor: `--${id}` }}
      >
        {made && (
          <Region name="window">
            <Content of={children} close={close} />
          </Region>
        )}
      </section>
    </>
  );
}

/** Drawn within the region: what fails in it leaves the page as it is. */
function Content({
  of,
  close,
}: {
  readonly of: DropdownProps['children'];
  readonly close: () => void;
}): ReactElement {
  return of(close);
}
