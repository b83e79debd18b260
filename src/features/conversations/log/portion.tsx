import { useEffect, useRef, useState } from 'react';
import { MessageDays, type Told } from '#src/services/conversations/message-days.tsx';
import type { ShownMessage } from '#src/services/conversations/shown-message.ts';

interface PortionProps<M> {
  readonly told: Told<M>;
  readonly messages: readonly M[];
  /** The last message of the portion before: its day needs no second heading. */
  readonly after: M | undefined;
  /** They are what the log begins at. */
  readonly isNewest: boolean;
}

/** Messages of the newest portion that are drawn at first: as many as a screen shows. */
const firstDrawn = 12;

/**
 * Room for a message that was never drawn, in px. It is above what is shown, and the log is measured from its end, so
 * nothing moves when it turns out to be another.
 */
const usualHeight = 100;

/** How far beyond the log's edges messages are drawn. */
const margin = '1200px 0px';

/**
 * Some messages, drawn only near the screen: elsewhere they leave as much room as they take. Of the newest, those that a
 * screen shows come first, and the others once these have been painted, so that no task is long. `content-visibility` would
 * not do: until the browser draws them its days are so low that the beginning seems near, and more is read.
 */
export function Portion<M extends ShownMessage>({ told, messages, after, isNewest }: PortionProps<M>) {
  const box = useRef<HTMLDivElement>(null);
  /** Where they are not drawn, their room in px. */
  const [drawn, setDrawn] = useState<'first' | 'all' | number>(
    isNewest ? 'first' : messages.length * usualHeight,
  );
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const put = (entries: readonly IntersectionObserverEntry[]) => {
      const entry = entries.at(-1);
      if (!entry) return;
      // Nobody loses their place.
      const isUsed = element.contains(document.activeElement);
      if (entry.isIntersecting || isUsed) setDrawn('all');
      else setDrawn((now) => (typeof now === 'number' ? now : entry.boundingClientRect.height));
    };
    const observer = new IntersectionObserver(put, { root: element.closest('section'), rootMargin: margin });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isAway = typeof drawn === 'number';
  return (
    <div ref={box} className="ui-stack" style={isAway ? { height: drawn } : undefined}>
      {!isAway && (
        <MessageDays
          told={told}
          messages={drawn === 'first' ? messages.slice(-firstDrawn) : messages}
          after={after}
        />
      )}
    </div>
  );
}
