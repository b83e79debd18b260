import { useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import type { AuditEntry } from '#src/api/gateway/audit.ts';
import { Facts } from '#src/ui/facts.tsx';
import { LogTable, type LogTableProps } from '#src/ui/list/log-table.tsx';
import { belowTime } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { useAuditTexts } from './use-audit-texts.ts';

interface AuditTableProps {
  /** Undefined while they are on their way. */
  readonly entries: readonly AuditEntry[] | undefined;
  readonly users: readonly User[] | undefined;
  readonly older: LogTableProps<AuditEntry, string>['older'];
}

/** Entries of the log; each opens to show everything that is known about it. */
export function AuditTable({ entries, users, older }: AuditTableProps) {
  const t = useTranslations('people.audit');
  const texts = useAuditTexts(users);
  return (
    <LogTable
      label={t('title')}
      columns={[
        { id: 'at', title: t('columns.at'), cell: ({ at }) => <Moment at={at} /> },
        { id: 'actor', title: t('columns.actor'), ...belowTime, cell: texts.actor },
        { id: 'action', title: t('columns.action'), ...belowTime, cell: texts.action },
        { id: 'target', title: t('columns.target'), ...belowTime, cell: texts.target },
        {
          id: 'outcome',
          title: t('columns.outcome'),
          ...belowTime,
          width: 7,
          cell: texts.outcome,
        },
      ]}
      rows={entries}
      keyOf={({ id }) => id}
      stateOf={({ outcome }) => (outcome === 'done' ? undefined : 'problem')}
      open={{ text: t('details'), label: (entry) => t('detailsOf', { action: texts.action(entry) }) }}
      detail={(entry) => <Detail entry={entry} change={texts.change(entry)} reason={texts.reason(entry)} />}
      older={older}
    />
  );
}

interface DetailProps {
  readonly entry: AuditEntry;
  readonly change: string;
  readonly reason: string | undefined;
}

function Detail({ entry, change, reason }: DetailProps) {
  const t = useTranslations('people.audit');
  const { actor, target, status, requestId, endedAt } = entry;
  return (
    <Facts
      of={[
        [t('change'), change],
        reason !== undefined && [t('reason'), reason],
        actor && [t('columns.actor'), `${actor.email} ${actor.uuid}`],
        target !== undefined && [t('columns.target'), target],
        [t('status'), status ?? '–'],
        [t('ended'), <Moment key="ended" at={endedAt} />],
        [t('request'), requestId ?? '–'],
      ]}
    />
  );
}
