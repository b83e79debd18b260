import { type RefObject, useEffect } from 'react';

/** A message that is looked at, and how far above the end of the messages it begins, in px, wherever one scrolls. */
interface Looked {
  readonly item: Element;
  readonly above: number;
}

const aboveEnd = (contents: Element, item: Element) =>
  contents.getBoundingClientRect().bottom - item.getBoundingClientRect().top;

/** The first message that can be seen. */
function lookedAt(log: Element, contents: Element): Looked | undefined {
  const { top } = log.getBoundingClientRect();
  for (const item of log.querySelectorAll('li')) {
    if (item.getBoundingClientRect().bottom > top) return { item, above: aboveEnd(contents, item) };
  }
  return undefined;
}

/**
 * Keeps what is looked at in its place when something below it comes or grows (a message, a picture): the log is measured
 * from its end. Other browsers than Safari do so themselves; at the end the log stays there.
 */
export function useKeptPlace(log: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = log.current;
    const contents = element?.firstElementChild;
    if (!element || !contents || CSS.supports('overflow-anchor', 'auto')) return;
    let looked = lookedAt(element, contents);
    // Also when one scrolls: what has come since the last frame is told after that.
    const keep = () => {
      if (looked?.item.isConnected && element.scrollTop <= -1) {
        element.scrollTop -= aboveEnd(contents, looked.item) - looked.above;
      }
      looked = lookedAt(element, contents);
    };
    const observer = new ResizeObserver(keep);
    observer.observe(contents);
    element.addEventListener('scroll', keep, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', keep);
    };
  }, [log]);
}
