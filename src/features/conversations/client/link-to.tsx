import { Link } from 'react-router';

interface LinkToProps {
  /** Undefined where the reader cannot open it. */
  readonly to: string | undefined;
  readonly children: string;
}

/** The name of something, which leads there where it can be opened. */
export function LinkTo({ to, children }: LinkToProps) {
  if (to === undefined) return <span dir="auto">{children}</span>;
  return (
    <Link to={to} dir="auto">
      {children}
    </Link>
  );
}
