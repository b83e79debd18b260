import { Children, type ReactElement, type ReactNode } from 'react';

/** A sentence with elements in it, as `t.rich` makes it: its texts come into elements of their own. */
export function Sentence({ children }: { readonly children: ReactNode }): ReactElement {
  return <>{inElements(children)}</>;
}

const inElements = (parts: ReactNode): readonly ReactElement[] | null | undefined =>
  Children.map(parts, (part) => <span dir={undefined}>{part}</span>);
