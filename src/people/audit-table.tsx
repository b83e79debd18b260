import { useTranslations } from 'use-intl';
import type { AuditEntry } from '#src/api/audit.ts';
import type { User } from '#src/api/users.ts';
import { Moment } from '#src/ui/moment.tsx';
import classes from './people.module.css';
import { useAuditTexts } from './use-audit-texts.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly users: readonly User[] | undefined;
}

/** Entries of the log; each opens to everything that is known of it. */
export function AuditTable({ entries, users }: AuditTableProps) {
  const t = useTranslations('people.audit');
  const texts = useAuditTexts(users);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={classes.scroller} aria-label={t('title')} tabIndex={0}>
      <table className={classes.table} aria-label={t('title')} data-log>
        <thead>
          <tr>
            {(['at', 'actor', 'action', 'target', 'outcome'] as const).map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} data-problem={entry.outcome !== 'done' || undefined}>
              <td>
                <Moment at={entry.at} />
                <span className={classes.below}>{texts.actor(entry)}</span>
              </td>
              <td data-column="actor">{texts.actor(entry)}</td>
              <td data-wraps>
                {texts.action(entry)}
                <span className={classes.below}>{texts.target(entry)}</span>
              </td>
              <td data-column="target" data-wraps>
                {texts.target(entry)}
              </td>
              <td data-wraps>
                {texts.outcome(entry)}
                <details>
                  <summary>{t('details')}</summary>
                  <Detail entry={entry} change={texts.change(entry)} />
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Detail({ entry, change }: { readonly entry: AuditEntry; readonly change: string }) {
  const t = useTranslations('people.audit');
  const { actor, target, reason, status, requestId, endedAt } = entry;
  return (
    <dl className={classes.detail}>
      <dt>{t('change')}</dt>
      <dd>{change}</dd>
      {reason && (
        <>
          <dt>{t('reason')}</dt>
          <dd>{reason}</dd>
        </>
      )}
      {actor && (
        <>
          <dt>{t('columns.actor')}</dt>
          <dd>
            {actor.email} {actor.uuid}
          </dd>
        </>
      )}
      {target && (
        <>
          <dt>{t('columns.target')}</dt>
          <dd>{target}</dd>
        </>
      )}
      <dt>{t('status')}</dt>
      <dd>{status ?? '–'}</dd>
      <dt>{t('ended')}</dt>
      <dd>
        <Moment at={endedAt} />
      </dd>
      <dt>{t('request')}</dt>
      <dd>{requestId ?? '–'}</dd>
    </dl>
  );
}
