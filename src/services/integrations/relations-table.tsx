import { useTranslations } from 'use-intl';
import type { Relation } from '#src/api/claritalk/integrations.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { usePages } from '#src/ui/list/use-pages.ts';

interface RelationsTableProps {
  readonly relations: readonly Relation[];
  readonly label: string;
}

/** Relations by name, and by their id in the connected system. */
export function RelationsTable({ relations, label }: RelationsTableProps) {
  const t = useTranslations('integrations');
  const pages = usePages(relations);
  return (
    <>
      <Table
        label={label}
        plain
        columns={[
          { id: 'name', title: t('relations.name'), cell: (relation) => relation.label },
          { id: 'id', title: t('relations.id'), cell: ({ id }) => <code dir="ltr">{id}</code> },
        ]}
        rows={pages.shown}
        keyOf={({ id }) => id}
      />
      <Pager label={t('pages', { list: label })} paging={pages.paging} onGo={pages.go} />
    </>
  );
}
