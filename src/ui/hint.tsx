import { type ReactElement, useId, useRef } from 'react';
import classes from './hint.module.css';
import { onKeys } from './keyboard/keyboard.ts';

interface HintProps {
  readonly text: string;
  /** Draws the control; it has to take over the attribute that names the hint as its description. */
  readonly children: (description: { readonly 'aria-describedby': string }) => ReactElement;
}

/**
 * Explains a control when the pointer is on it or it has the focus. Stays while the pointer is on it, goes with Escape
 * (WCAG 2.2, 1.4.13), opens on touch because a touched button takes the focus.
 */
export function Hint({ text, children }: HintProps) {
  const id = useId();
  const bubble = useRef<HTMLSpanElement>(null);
  const show = () => bubble.current?.showPopover();
  const hide = () => bubble.current?.hidePopover();
  const dismiss = () => bubble.current?.matches(':popover-open') === true && hide();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches what happens to the control inside.
    <span
      className={classes.anchor}
      style={{ anchorName: `--${id}` }}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={onKeys({ does: { Escape: dismiss } })}
    >
      {children({ 'aria-describedby': id })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className={`ui-tiny ui-normal ${classes.bubble}`}
        style={{ positionAnchor: `--${id}` }}
        dir="auto"
      >
        {text}
      </span>
    </span>
  );
}
