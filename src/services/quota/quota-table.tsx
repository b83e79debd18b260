import { useNow, useTranslations } from 'use-intl';
import { Table } from '#src/ui/list/table.tsx';
import classes from './quota-table.module.css';
import type { QuotaName } from './session-quota.ts';
import { useQuota } from './use-quota.ts';

type ShownQuota = Exclude<QuotaName, 'token'>;

/** Shown although nothing is known yet; the quota of the service account only matters to those who used it. */
const usualQuotas = ['default', 'upload'] as const;

/** What is left of Claritalk's quotas in this minute. Its texts are in the room `quota`. */
export function QuotaTable() {
  const t = useTranslations('quota.budget');
  const administers = useQuota('admin') !== undefined;
  return (
    <div className="ui-stack">
      <h3>{t('caption')}</h3>
      <Table<ShownQuota, string>
        label={t('caption')}
        plain
        columns={[
          { id: 'tier', title: t('tier'), cell: (name) => t(`tiers.${name}`) },
          { id: 'left', title: t('left'), cell: (name) => <Left name={name} /> },
          { id: 'resets', title: t('resets'), cell: (name) => <Resets name={name} /> },
        ]}
        rows={administers ? [...usualQuotas, 'admin'] : usualQuotas}
        keyOf={(name) => name}
      />
    </div>
  );
}

interface CellProps {
  readonly name: ShownQuota;
}

function Left({ name }: CellProps) {
  const t = useTranslations('quota.budget');
  const left = useQuota(name);
  if (left === undefined) return <span>{t('unknown')}</span>;
  const { remaining, limit } = left;
  return (
    <>
      <span>{t('of', { remaining, limit })}</span>
      <meter
        className={`ui-block ${classes.meter}`}
        min={0}
        max={limit}
        value={remaining}
        aria-label={t(`tiers.${name}`)}
      />
    </>
  );
}

function Resets({ name }: CellProps) {
  const t = useTranslations('quota.budget');
  const left = useQuota(name);
  const now = useNow({ updateInterval: 1_000 }).getTime();
  if (left === undefined) return <span aria-hidden>–</span>;
  const seconds = (until: number) => Math.max(1, Math.ceil((until - now) / 1000));
  const { pausedUntil, resetsAt } = left;
  return (
    <span>
      {pausedUntil !== undefined
        ? t('paused', { seconds: seconds(pausedUntil) })
        : resetsAt !== undefined
          ? t('in', { seconds: seconds(resetsAt) })
          : t('full')}
    </span>
  );
}
