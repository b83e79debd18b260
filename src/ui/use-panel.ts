import { startTransition, type ToggleEvent, useRef, useState } from 'react';

/**
 * A native popover whose content is created each time it opens: when the pointer or the focus reaches its button, so
 * that the press only has to show it.
 *
 * @returns `made`, whether its content is to be drawn; `close`, which closes it; what its `button` and the `panel`
 *   itself need as properties.
 */
export function usePanel() {
  const ref = useRef<HTMLElement>(null);
  const [made, setMade] = useState(false);
  const make = () => startTransition(() => setMade(true));
  const drop = () => {
    if (!ref.current?.matches(':popover-open')) startTransition(() => setMade(false));
  };
  const follow = (event: ToggleEvent) => {
    if (event.target !== ref.current) return;
    if (event.newState === 'open') setMade(true);
    else startTransition(() => setMade(false));
  };
  return {
    made,
    close: () => ref.current?.hidePopover(),
    button: { onPointerEnter: make, onPointerLeave: drop, onFocus: make, onBlur: drop },
    panel: { ref, popover: 'auto', onBeforeToggle: follow },
  } as const;
}
