import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { type LostPath, lostPathsOptions } from '#src/api/gateway/paths/connection-paths.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import type { TabProps } from '../../tab/tab.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { findPaths } from './find-paths.ts';
import { PathDialog } from './path-dialog.tsx';

/** Operations whose path the documentation of a system has lost, and where the organisation's server has them. */
export function Component({ system: { id: system, name } }: TabProps) {
  const t = useTranslations('connections.paths');
  const query = useQuery(lostPathsOptions(system));
  const address = useTabAddress();
  const found = query.data && findPaths(query.data, address.read('q'), address.read('set'));
  const opened = query.data?.find(({ id }) => id === address.read('path'));
  const columns: readonly Column<LostPath>[] = [
    {
      id: 'operation',
      title: t('columns.operation'),
      cell: ({ id, title }) => (
        <Link to={address.opening('path', id)} preventScrollReset lang="en" dir="auto">
          {title}
        </Link>
      ),
    },
    {
      id: 'usual',
      title: t('columns.usual'),
      cell: ({ method, usual }) => <code dir="ltr">{`${method} ${usual}`}</code>,
    },
    {
      id: 'set',
      title: t('columns.set'),
      cell: ({ set }) => set !== undefined && <code dir="ltr">{set}</code>,
    },
  ];
  return (
    <div className="ui-parts">
      <p className="ui-hint" dir="auto">
        {t('lead', { name })}
      </p>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconRoute}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'set',
            label: t('columns.set'),
            any: t('any'),
            options: [
              { value: 'set', label: t('isSet') },
              { value: 'usual', label: t('isUsual') },
            ],
          },
        ]}
      />
      {opened && (
        <PathDialog key={opened.id} system={system} path={opened} onClose={() => address.close('path')} />
      )}
    </div>
  );
}
