import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConnectableSystem } from '#src/api/gateway/connections.ts';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { paths } from '#src/paths.ts';
import { EffectBadge } from './effect-badge.tsx';

interface OperationHeadProps {
  readonly system: ConnectableSystem;
  readonly operation: ConsoleOperation;
}

/** What an operation is called and does, as the contract says it in English. */
export function OperationHead({ system, operation }: OperationHeadProps) {
  const t = useTranslations('console');
  const tabs = useTranslations('connections.tabs');
  const { name, title, about, effect, pathGuessed } = operation;
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
      {pathGuessed && (
        <p className="ui-note ui-row ui-tight">
          <span dir="auto">{t('lostPath', { name: system.name })}</span>
          <Link to={paths.connection(system.id, 'paths', `?path=${name}`)} dir="auto">
            {tabs('paths')}
          </Link>
        </p>
      )}
    </div>
  );
}
