import { type Ref, useId } from 'react';
import type { Elements } from './elements.ts';
import classes from './panel.module.css';

interface PanelProps {
  readonly title?: string;
  /** Shown below the title: what this is about, in a sentence. */
  readonly lead?: string;
  /** So that an address can link to it. */
  readonly id?: string;
  /** Ref of its heading, when the focus has to go there. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
  /** What it shows is on its way. */
  readonly busy?: boolean;
  readonly children: Elements;
}

/** A part of a page in a frame, under a heading of its own. */
export function Panel({ title, lead, id, headingRef, busy, children }: PanelProps) {
  const heading = useId();
  return (
    <section
      id={id}
      className={classes.panel}
      aria-labelledby={title === undefined ? undefined : heading}
      aria-busy={busy}
    >
      {title !== undefined && (
        <h2 id={heading} ref={headingRef} tabIndex={headingRef ? -1 : undefined} dir="auto">
          {title}
        </h2>
      )}
      {lead !== undefined && (
        <p className={classes.lead} dir="auto">
          {lead}
        </p>
      )}
      {children}
    </section>
  );
}
