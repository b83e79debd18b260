import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** What something is called, and what it is. */
export type Fact = readonly [name: string, value: ReactNode];

interface FactsProps {
  /** What is not known is left out. */
  readonly of: readonly (Fact | false | undefined)[];
  /** Each below its name, for where there is no room beside it. */
  readonly stacked?: boolean;
}

/** What is known about something, each fact under its name. */
export function Facts({ of, stacked }: FactsProps) {
  return (
    <dl className={`ui-small ui-breaks ${classes.facts}`} data-stacked={stacked}>
      {of.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt className={stacked ? 'ui-note' : 'ui-dimmed'} dir="auto">
                {fact[0]}
              </dt>
              <dd dir="auto">{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
