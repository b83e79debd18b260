import { Button, type ButtonProps } from '@mantine/core';
import { whereFocusWas } from './where-focus-was.ts';

interface SteadyButtonProps extends ButtonProps {
  /** What it does is being done. */
  readonly busy: boolean;
  /** Id of what says why it cannot be pressed otherwise; undefined where it can. */
  readonly reason?: string | undefined;
  readonly children: string;
  readonly onClick: () => void;
}

/** Called by React just before the button leaves the page. */
const handOver = (button: HTMLButtonElement) => () => {
  if (document.activeElement === button) whereFocusWas()();
};

/**
 * A button that keeps the focus while it is busy, or cannot be pressed: what is disabled loses it. When it goes, what is
 * beside it gets the focus.
 */
export function SteadyButton({ busy, reason, onClick, ...props }: SteadyButtonProps) {
  const isOff = busy || reason !== undefined;
  return (
    <Button
      ref={handOver}
      dir="auto"
      aria-busy={busy || undefined}
      aria-disabled={isOff || undefined}
      {...(isOff ? { 'data-disabled': true } : {})}
      aria-describedby={reason}
      onClick={() => {
        if (!isOff) onClick();
      }}
      {...props}
    />
  );
}
