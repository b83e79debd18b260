import classes from './raw.module.css';

interface RawProps {
  /** Written for programs: it keeps its lines, and its direction. */
  readonly text: string;
}

/** A text of programs to read, verbatim. */
export function Raw({ text }: RawProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <pre className={`ui-sunken ui-code ${classes.raw}`} tabIndex={0} dir="ltr">
      {text}
    </pre>
  );
}
