import { type ReactElement, useCallback, useEffect, useRef } from 'react';
import { whereFocusWas } from '../keyboard/where-focus-was.ts';
import { AbovePage } from './above-page.ts';

interface ModalProps {
  readonly className: string | undefined;
  /** Its name, or the id of the title in it. */
  readonly name: { readonly label: string } | { readonly titleId: string };
  /** A click outside closes it too. */
  readonly light?: boolean;
  /** Called once it is closed, in whichever way. */
  readonly onClose: () => void;
  /** Content; `close` closes it. What has `data-autofocus` gets the focus, else the first that can have it. */
  readonly children: (close: () => void) => ReactElement;
}

/** A layer above the page, open while it is mounted; what had the focus has it afterwards, or what is beside that. */
export function Modal({ className, name, light = false, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const told = useRef(false);
  const giveBack = useRef<() => void>(undefined);
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  const tell = useCallback(() => {
    if (told.current) return;
    told.current = true;
    giveBack.current?.();
    latest.current();
  }, []);
  // The browser reports it with its next frame, however late that is: whoever opened it again until then would be ignored.
  const close = useCallback(() => {
    dialog.current?.close();
    tell();
  }, [tell]);
  useEffect(() => {
    if (!dialog.current || dialog.current.open) return;
    const from = document.activeElement;
    giveBack.current = whereFocusWas();
    dialog.current.showModal();
    dialog.current.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    // Another dialog in its place, such as the form of one that was loading, gives the focus back to the same.
    return () => {
      if (!told.current && from instanceof HTMLElement) from.focus();
    };
  }, []);
  return (
    <AbovePage>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, which the browser sees to. */}
      <dialog
        ref={dialog}
        className={className}
        {...('label' in name ? { 'aria-label': name.label } : { 'aria-labelledby': name.titleId })}
        onClose={tell}
        // A click on the dialog itself is one on the backdrop, because it has no padding.
        onClick={(event) => light && event.target === dialog.current && close()}
      >
        {children(close)}
      </dialog>
    </AbovePage>
  );
}
