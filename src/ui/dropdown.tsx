import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import {
  type ReactElement,
  type ReactNode,
  startTransition,
  type ToggleEvent,
  useId,
  useRef,
  useState,
} from 'react';
import classes from './dropdown.module.css';
import { Region } from './region.tsx';

interface DropdownProps {
  /** What the button says. */
  readonly trigger: ReactNode;
  /** Whether what is chosen inside differs from the usual; the button then shows it. */
  readonly active: boolean;
  /** Name of the panel. */
  readonly label: string;
  /**
   * Content of the panel, created each time it opens: when the pointer or focus reaches the button, so that the press
   * only has to show it. `close` closes it.
   */
  readonly children: (close: () => void) => ReactElement;
}

/**
 * A button that opens a panel below it. The panel is a native popover: light dismiss, Escape, and the focus
 * going on into it and back come with the browser; CSS anchors it to its button (docs/decisions, 8).
 */
export function Dropdown({ trigger, active, label, children }: DropdownProps) {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const [made, setMade] = useState(false);
  const make = () => startTransition(() => setMade(true));
  const drop = () => {
    if (!panel.current?.matches(':popover-open')) startTransition(() => setMade(false));
  };
  const follow = (event: ToggleEvent) => {
    if (event.target !== panel.current) return;
    if (event.newState === 'open') setMade(true);
    else startTransition(() => setMade(false));
  };
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
        onPointerEnter={make}
        onPointerLeave={drop}
        onFocus={make}
        onBlur={drop}
        dir="auto"
      >
        {trigger}
      </Button>
      <section
        ref={panel}
        id={id}
        popover="auto"
        aria-label={label}
        className={classes.panel}
        style={{ positionAnchor: `--${id}` }}
        onBeforeToggle={follow}
      >
        {made && (
          <Region name="window">
            <Content of={children} close={() => panel.current?.hidePopover()} />
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
