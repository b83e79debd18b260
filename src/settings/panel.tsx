import { type ReactNode, useId } from 'react';
import classes from './settings.module.css';

interface PanelProps {
  /** Of the section, so that an address can lead to it. */
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of the settings. */
export function Panel({ id, title, children }: PanelProps) {
  const heading = useId();
  return (
    <section id={id} className={classes.panel} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
