import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { MessageDays, type Told } from '#src/services/conversations/message-days.tsx';
import type { ShownMessage } from '#src/services/conversations/shown-message.ts';

interface PortionProps<M> {
  readonly told: Told<M>;
  readonly messages: readonly M[];
  /** The last message of the portion before: its day needs no second heading. */
  readonly after: M | undefined;
}

/** Messages of a portion that are drawn at once: as many as a screen shows. The others follow without a long task. */
const firstDrawn = 12;

/** How far beyond the log's edges messages are drawn. */
const margin = '1200px 0px';

/** Some messages, drawn only near the screen: elsewhere they leave as much room as they took. */
export function Portion<M extends ShownMessage>({ told, messages, after }: PortionProps<M>) {
  const box = useRef<HTMLDivElement>(null);
  /** In px; undefined while they are drawn. */
  const [height, setHeight] = useState<number>();
  const drawn = useDeferredValue(messages, messages.slice(-firstDrawn));
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const put = (entries: readonly IntersectionObserverEntry[]) => {
      const entry = entries.at(-1);
      if (!entry) return;
      // Nobody loses their place.
      const isUsed = element.contains(document.activeElement);
      if (entry.isIntersecting || isUsed) setHeight(undefined);
      else setHeight((now) => now ?? entry.boundingClientRect.height);
    };
    const observer = new IntersectionObserver(put, { root: element.closest('section'), rootMargin: margin });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className="ui-stack" style={height === undefined ? undefined : { height }}>
      {height === undefined && <MessageDays told={told} messages={drawn} after={after} />}
    </div>
  );
}
