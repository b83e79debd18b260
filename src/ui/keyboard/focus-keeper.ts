import { focusOtherwise } from './focus-after-rendering.ts';
import { focusHeading } from './page-heading.ts';
import { placeOf } from './where-focus-was.ts';

interface Holder {
  readonly element: HTMLElement;
  readonly instead: () => HTMLElement | undefined;
  wasDisabled: boolean;
  wasBusy: boolean;
}

/** In a row that scrolls sideways, Chromium leaves what has the focus cut off as long as a little of it can be seen. */
function showWhole(element: HTMLElement): void {
  for (let row = element.parentElement; row && !row.matches('main, body'); row = row.parentElement) {
    if (row.scrollWidth <= row.clientWidth || getComputedStyle(row).overflowX !== 'auto') continue;
    const [inner, outer] = [element.getBoundingClientRect(), row.getBoundingClientRect()];
    const isCut = inner.left < outer.left || inner.right > outer.right;
    if (isCut && inner.width < outer.width) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return;
  }
}

const holderOf = (element: HTMLElement): Holder => ({
  element,
  // What belongs to nothing smaller than the page leaves the focus to its heading.
  instead: element.closest('section, dialog, form, tr, li') ? placeOf(element) : () => undefined,
  wasDisabled: false,
  wasBusy: false,
});

/**
 * Keeps the focus where an action would take it from under someone: a button that is disabled while it is busy has it back
 * afterwards, and when one goes with what it did, such as “Try again”, what is in its place gets it, else the heading of the
 * page.
 */
export function keepFocus(): void {
  let holder: Holder | undefined;
  // Whoever points at what they mean needs no focus for that, and no keyboard on the screen that comes with it.
  let isPointing = false;
  document.addEventListener('focusin', ({ target }) => {
    holder = target instanceof HTMLElement ? holderOf(target) : undefined;
    if (holder?.element.matches(':focus-visible')) showWhole(holder.element);
  });
  const everywhere = { capture: true, passive: true };
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      isPointing = true;
      if (target instanceof Node && !holder?.element.contains(target)) holder = undefined;
    },
    everywhere,
  );
  document.addEventListener(
    'keydown',
    () => {
      isPointing = false;
    },
    everywhere,
  );
  new MutationObserver(() => {
    if (!holder) return;
    const { element, instead } = holder;
    const isDisabled = element.matches(':disabled');
    const isBusy = element.matches('[data-loading]');
    holder.wasDisabled ||= isDisabled;
    holder.wasBusy ||= isBusy;
    if (document.activeElement !== document.body) return;
    const isBack = element.isConnected && holder.wasDisabled && !isDisabled;
    // Whoever has done what it does needs it no longer.
    const isGone = !element.isConnected || (isDisabled && holder.wasBusy && !isBusy);
    if (!isBack && (!isGone || isPointing)) return;
    holder = undefined;
    focusOtherwise(() => {
      const next = isBack ? element : instead();
      return next ? next.focus() : focusHeading();
    });
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled', 'data-loading'],
  });
}
