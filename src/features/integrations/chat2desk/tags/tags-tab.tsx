import { IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { groupsOf, type Tag, tagsOptions } from '#src/api/chat2desk/tags.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { findTags } from './find-tags.ts';
import { NewTagDialog } from './new-tag-dialog.tsx';

/** The tags of the company. Chat2Desk renames and deletes them in its own settings only. */
export function Component() {
  const t = useTranslations('chat2desk.tags');
  const query = useQuery(tagsOptions());
  const address = useTabAddress();
  const [creating, setCreating] = useState(false);
  const group = address.read('group');
  const groups = query.data && groupsOf(query.data);
  const found = query.data && findTags(query.data, address.read('q'), group);
  const columns: readonly Column<Tag>[] = [
    { id: 'label', title: t('columns.label'), cell: ({ label }) => label },
    { id: 'description', title: t('columns.description'), cell: ({ description }) => description },
    { id: 'group', title: t('columns.group'), cell: (tag) => tag.group?.name },
  ];
  const byGroup = {
    name: 'group',
    label: t('group'),
    any: t('allGroups'),
    options: (groups ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
  };
  return (
    <div className="ui-parts">
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconTag}
        query={query}
        rows={found}
        columns={columns}
        filters={[byGroup]}
        create={{ text: t('create.button'), onClick: () => setCreating(true) }}
      />
      <p className="ui-note">{t('elsewhere')}</p>
      {creating && groups && <NewTagDialog groups={groups} onClose={() => setCreating(false)} />}
    </div>
  );
}
