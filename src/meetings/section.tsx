import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  /** Also the fragment of its address. */
  readonly id: string;
  readonly title: string;
  /** How much there is, in words. */
  readonly count?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the meeting page under a heading of its own. */
export function Section({ id, title, count, children }: SectionProps) {
  return (
    <section id={id} className={classes.section} aria-labelledby={`${id}-heading`}>
      <div className={classes.head}>
        <h2 id={`${id}-heading`} className={classes.title}>
          {title}
        </h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
      </div>
      {children}
    </section>
  );
}

/** A sentence in place of content that is not there. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={classes.nothing}>{children}</p>;
}
