import type { Elements } from '#src/ui/elements.ts';
import type { Finding } from './finding.ts';
import classes from './finding-line.module.css';
import { useFindingTexts } from './use-finding-texts.ts';

interface FindingLineProps {
  readonly finding: Finding;
  readonly systems: readonly string[];
  /** What can be done about it. */
  readonly fixes: Elements;
  /** Below them: what a fix needs to know. */
  readonly children?: Elements;
}

/** What was found, why it matters, and its fix beside it. */
export function FindingLine({ finding, systems, fixes, children }: FindingLineProps) {
  const { name, why } = useFindingTexts(systems)(finding);
  return (
    <li className={`ui-stack ui-tight ui-small ui-over ui-breaks ${classes.line}`}>
      <p>
        <strong dir="auto">{name}</strong>
        <span dir="auto">{` · ${why}`}</span>
      </p>
      <div className="ui-row">{fixes}</div>
      {children}
    </li>
  );
}
