import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { type ConnectableSystem, connectionsOptions } from '#src/api/gateway/connections.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import rows from '#src/ui/list/link-list.module.css';
import { Panel } from '#src/ui/panel.tsx';
import { ConnectionBadge } from './connection-badge.tsx';

/** The systems that this dashboard itself can be connected to: admins can connect them, members see them. */
export function ConnectionCards() {
  const t = useTranslations('connections');
  const { data: self } = useQuery(currentUserQuery());
  const query = useQuery(connectionsOptions());
  const isAdmin = self?.role === 'admin';
  const shown = query.data?.filter(({ connected }) => isAdmin || connected);
  if (!self || (shown?.length === 0 && !query.isError)) return null;
  if (!shown) {
    if (!query.isError) return null;
    return (
      <Panel title={t('section')}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Panel>
    );
  }
  return (
    <Panel title={t('section')} lead={t(isAdmin ? 'lead' : 'leadMember')}>
      <ul className="ui-list ui-pair">
        {shown.map((system) => (
          <li key={system.id} className="ui-card" data-row={isAdmin || undefined}>
            <Card system={system} isAdmin={isAdmin} />
          </li>
        ))}
      </ul>
      {shown.some(({ connected }) => connected) && (
        <p>
          <Link to={paths.sent()}>{t('sent')}</Link>
        </p>
      )}
    </Panel>
  );
}

function Card({ system, isAdmin }: { readonly system: ConnectableSystem; readonly isAdmin: boolean }) {
  const t = useTranslations('connections');
  const { id, name, connected, open, connection } = system;
  return (
    <div className={rows.entry}>
      <div className="ui-between">
        {isAdmin ? (
          <Link to={paths.connection(id)} className={`ui-opens ${rows.link}`} dir="auto">
            {name}
          </Link>
        ) : (
          <strong dir="auto">{name}</strong>
        )}
        <ConnectionBadge state={connected ? (connection?.state ?? 'connected') : 'none'} />
      </div>
      <p className="ui-hint">{t(`about.${id}`)}</p>
      {!isAdmin && (
        <p className="ui-note">{t(open ? 'open.you' : id === 'chat2desk' ? 'open.own' : 'open.admins')}</p>
      )}
    </div>
  );
}
