import type { Elements } from '#src/ui/elements.ts';

interface TabHeadProps {
  readonly title: string;
  /** How much there is, in words; empty until that is known. It is announced when it changes. */
  readonly count: string;
  readonly actions?: Elements;
}

/** What a tab begins with: how much there is, and what can be added to it. Its name is on the tab itself. */
export function TabHead({ title, count, actions }: TabHeadProps) {
  return (
    <div className="ui-between">
      <h2 className="ui-hidden" dir="auto">
        {title}
      </h2>
      <p className="ui-hint" role="status" dir="auto">
        {count}
      </p>
      {actions && (
        <div className="ui-row ui-tight ui-end" data-screen>
          {actions}
        </div>
      )}
    </div>
  );
}
