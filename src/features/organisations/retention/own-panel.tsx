import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ownRetentionOptions } from '#src/api/gateway/retention/retention-own.ts';
import { paths } from '#src/paths.ts';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { useRuleText } from './use-rule-text.ts';

/** What a list has of the person's own meetings; nothing where it has none. */
export function OwnPanel() {
  const t = useTranslations('retention');
  const ruleText = useRuleText();
  const { data } = useQuery(ownRetentionOptions());
  if (!data || data.total === 0) return null;
  const { from, meetings, total } = data;
  return (
    <Panel title={t('own.title')} lead={t('own.lead')}>
      <p>
        <Sentence>{t.rich('own.from', { at: () => <Moment at={from} /> })}</Sentence>
      </p>
      <Table
        plain
        cards
        label={t('own.title')}
        rows={meetings}
        keyOf={({ meeting }) => meeting}
        columns={[
          {
            id: 'name',
            title: t('list.columns.name'),
            cell: ({ meeting, name }) => (
              <Link to={paths.meeting(meeting)} dir="auto">
                {name ?? meeting}
              </Link>
            ),
          },
          {
            id: 'changed',
            title: t('list.columns.changed'),
            width: 12,
            cell: ({ changedAt }) => <Moment at={changedAt} />,
          },
          { id: 'why', title: t('list.columns.why'), width: 16, cell: ({ rule }) => ruleText(rule) },
        ]}
      />
      {total > meetings.length && (
        <p className="ui-note">{t('own.more', { count: total - meetings.length })}</p>
      )}
    </Panel>
  );
}
