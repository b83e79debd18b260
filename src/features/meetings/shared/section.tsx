import type { ReactNode } from 'react';
import type { Elements } from '#src/ui/elements.ts';
import { type LeavingPart, partAttribute, type StayingPart } from './parts.ts';
import classes from './section.module.css';

/** Parts of the page of a dossier. */
type DossierPart = 'comparison' | 'conversations' | 'meetings' | 'open-todos';

interface SectionProps {
  /** Also the fragment of its address. */
  readonly id: LeavingPart | StayingPart | DossierPart;
  readonly title: string;
  /** How much there is, in words. */
  readonly count?: ReactNode;
  readonly children: Elements;
}

/** A part of the meeting page under a heading of its own. */
export function Section({ id, title, count, children }: SectionProps) {
  return (
    <section
      id={id}
      className={`ui-card ${classes.section}`}
      aria-labelledby={`${id}-heading`}
      {...partAttribute(id)}
    >
      <div className={`ui-ends ${classes.head}`}>
        <h2 id={`${id}-heading`} dir="auto">
          {title}
        </h2>
        {count !== undefined && (
          <span className="ui-hint" dir="auto">
            {count}
          </span>
        )}
      </div>
      {children}
    </section>
  );
}

/** A sentence instead of missing content. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return (
    <p className={`ui-dimmed ${classes.nothing}`} dir="auto">
      {children}
    </p>
  );
}
