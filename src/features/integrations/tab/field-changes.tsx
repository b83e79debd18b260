import { BeforeAfter } from './before-after.tsx';

interface FieldChangesProps {
  /** What each field is called, was, and will be. */
  readonly of: readonly (readonly [name: string, before: string, after: string])[];
}

/** What was changed in a form that applies to the whole company; nothing while it is as it was. */
export function FieldChanges({ of }: FieldChangesProps) {
  return (
    <>
      {of.map(
        ([name, before, after]) =>
          before !== after && <BeforeAfter key={name} of={name} before={before} after={after} />,
      )}
    </>
  );
}
