import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { EffectBadge } from './effect-badge.tsx';

/** What an operation is called and does, as the contract says it in English. */
export function OperationHead({ operation }: { readonly operation: ConsoleOperation }) {
  const { title, about, effect } = operation;
  return (
    <div className="ui-stack">
      <div className="ui-row">
        <h2 dir="auto" lang="en">
          {title}
        </h2>
        <EffectBadge effect={effect} />
      </div>
      <p className="ui-hint" dir="auto" lang="en">
        {about}
      </p>
    </div>
  );
}
