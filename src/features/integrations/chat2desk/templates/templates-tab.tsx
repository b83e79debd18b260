import { Button } from '@mantine/core';
import { IconMessage2Code } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { operatorsOptions } from '#src/api/chat2desk/operators.ts';
import { allTemplatesOptions, type Template, templateGroupsOptions } from '#src/api/chat2desk/templates.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { CellLink } from '../../tab/cell-button.tsx';
import { matchesWords } from '../../tab/matches-words.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { DeleteGroupDialog, DeleteTemplateDialog } from './delete-dialogs.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';

type Asking =
  | { readonly what: 'create' }
  | { readonly what: 'delete'; readonly template: Template }
  | { readonly what: 'group'; readonly group: Named | undefined }
  | { readonly what: 'delete-group'; readonly group: Named };

/** Prepared replies in their categories, as the reply box offers them. */
export function Component() {
  const t = useTranslations('chat2desk.templates');
  const query = useQuery(allTemplatesOptions());
  const { data: groups = [] } = useQuery(templateGroupsOptions());
  const { data: operators = [] } = useQuery(operatorsOptions());
  const address = useTabAddress();
  const [asking, setAsking] = useState<Asking>();
  const [search, group] = [address.read('q'), address.read('group')];
  const nameOf = (id: number | undefined) => groups.find((one) => one.id === id)?.name;
  const found = query.data?.filter(
    (one) =>
      (group === '' || String(one.group) === group) &&
      matchesWords(search, one.name, one.shortcut, one.text, nameOf(one.group)),
  );
  const chosen = groups.find(({ id }) => String(id) === group);
  const opened = query.data?.find(({ id }) => String(id) === address.read('template'));
  const close = () => setAsking(undefined);
  const columns: readonly Column<Template>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      cell: (template) => (
        <CellLink to={address.opening('template', String(template.id))} text={template.name} />
      ),
    },
    {
      id: 'shortcut',
      title: t('columns.shortcut'),
      width: 9,
      cell: ({ shortcut }) => shortcut !== '' && <code dir="auto">{`/${shortcut}`}</code>,
    },
    { id: 'text', title: t('columns.text'), cell: ({ text, file }) => text || file },
    {
      id: 'group',
      title: t('columns.group'),
      width: 12,
      cell: ({ group: id, operator }) =>
        operator === undefined
          ? nameOf(id)
          : t('personal', { name: operators.find((one) => one.id === operator)?.name ?? String(operator) }),
    },
  ];
  return (
    <>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconMessage2Code}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'group',
            label: t('columns.group'),
            any: t('allGroups'),
            options: groups.map(({ id, name }) => ({ value: String(id), label: name })),
          },
        ]}
        chosen={
          chosen && (
            <>
              <Button variant="default" onClick={() => setAsking({ what: 'group', group: chosen })}>
                {t('group.rename')}
              </Button>
              <Button
                variant="default"
                color="red"
                onClick={() => setAsking({ what: 'delete-group', group: chosen })}
              >
                {t('group.remove')}
              </Button>
            </>
          )
        }
        actions={
          <Button variant="default" onClick={() => setAsking({ what: 'group', group: undefined })}>
            {t('group.create')}
          </Button>
        }
        create={{ text: t('create.button'), onClick: () => setAsking({ what: 'create' }) }}
      />
      {asking?.what === 'create' && (
        <TemplateDialog template={undefined} groups={groups} operators={operators} onClose={close} />
      )}
      {opened && asking?.what !== 'delete' && (
        <TemplateDialog
          key={opened.id}
          template={opened}
          groups={groups}
          operators={operators}
          onDelete={() => setAsking({ what: 'delete', template: opened })}
          onClose={() => address.close('template')}
        />
      )}
      {asking?.what === 'delete' && (
        <DeleteTemplateDialog
          template={asking.template}
          onDeleted={() => address.close('template')}
          onClose={close}
        />
      )}
      {asking?.what === 'group' && <GroupDialog group={asking.group} onClose={close} />}
      {asking?.what === 'delete-group' && (
        <DeleteGroupDialog
          group={asking.group}
          count={query.data?.filter((one) => one.group === asking.group.id).length ?? 0}
          onDeleted={() => address.write({ group: '' })}
          onClose={close}
        />
      )}
    </>
  );
}
