import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import dropdown from '#src/ui/dropdown.module.css';

interface TourMark {
  /** Selector of what it points at; the first that is visible. */
  readonly target: string;
  readonly title: string;
  readonly text: string;
}

interface TourProps {
  readonly label: string;
  /** Does not change while it is shown. */
  readonly marks: readonly TourMark[];
  readonly onOver: () => void;
}

const anchor = '--tour';

/**
 * Points at a few things on a page, one after another. It takes no focus and covers nothing that can be used: Escape,
 * a press anywhere else and its own button end it. It comes after the element that it stands behind in the order of
 * the keyboard.
 */
export function Tour({ label, marks, onOver }: TourProps) {
  const t = useTranslations('overview.tour');
  const [at, setAt] = useState(0);
  const panel = useRef<HTMLElement>(null);
  const mark = marks[at];
  const target = mark?.target;
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    const pointed = target === undefined ? undefined : visible(target);
    if (!pointed) return over.current();
    pointed.style.setProperty('anchor-name', anchor);
    pointed.dataset.marked = '';
    pointed.scrollIntoView({ block: 'nearest' });
    panel.current?.showPopover();
    return () => {
      pointed.style.removeProperty('anchor-name');
      delete pointed.dataset.marked;
    };
  }, [target]);
  const isLast = at === marks.length - 1;
  return (
    <section
      ref={panel}
      popover="auto"
      aria-label={label}
      className={`ui-stack ui-small ${dropdown.panel}`}
      style={{ positionAnchor: anchor }}
      onToggle={({ newState }) => newState === 'closed' && onOver()}
    >
      <div role="status">
        <p className="ui-bold" dir="auto">
          {mark?.title}
        </p>
        <p dir="auto">{mark?.text}</p>
      </div>
      <div className="ui-ends">
        <span className="ui-note">{t('place', { at: at + 1, of: marks.length })}</span>
        <div className="ui-row ui-tight">
          {!isLast && (
            <Button size="xs" variant="subtle" onClick={() => panel.current?.hidePopover()}>
              {t('skip')}
            </Button>
          )}
          <Button size="xs" onClick={() => (isLast ? panel.current?.hidePopover() : setAt(at + 1))}>
            {t(isLast ? 'end' : 'next')}
          </Button>
        </div>
      </div>
    </section>
  );
}

const visible = (selector: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
