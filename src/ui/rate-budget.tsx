import { useNow, useTranslations } from 'use-intl';
import type { Tier } from '#src/api/rates.ts';
import classes from './rate-budget.module.css';
import { useRateBudget } from './use-rate-budget.ts';

/** Shown although nothing is known yet; the allowance of the service account only matters to those who used it. */
const usualTiers = ['default', 'upload'] as const;

/** What is left of Claritalk's allowances in this minute. Its texts are in the room `rates`. */
export function RateBudget() {
  const t = useTranslations('rates.budget');
  const administers = useRateBudget('admin') !== undefined;
  return (
    <table className={classes.table}>
      <caption>{t('caption')}</caption>
      <thead>
        <tr>
          {(['tier', 'left', 'resets'] as const).map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {usualTiers.map((tier) => (
          <TierRow key={tier} tier={tier} />
        ))}
        {administers && <TierRow tier="admin" />}
      </tbody>
    </table>
  );
}

function TierRow({ tier }: { readonly tier: Exclude<Tier, 'token'> }) {
  const t = useTranslations('rates.budget');
  const allowance = useRateBudget(tier);
  const now = useNow({ updateInterval: 1_000 }).getTime();
  const seconds = (until: number) => Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <tr>
      <th scope="row">{t(`tiers.${tier}`)}</th>
      {allowance === undefined ? (
        <td colSpan={2}>{t('unknown')}</td>
      ) : (
        <>
          <td>
            {t('of', { remaining: allowance.remaining, limit: allowance.limit })}
            <meter
              className={classes.meter}
              min={0}
              max={allowance.limit}
              value={allowance.remaining}
              aria-label={t(`tiers.${tier}`)}
            />
          </td>
          <td>
            {allowance.pausedUntil !== undefined
              ? t('paused', { seconds: seconds(allowance.pausedUntil) })
              : allowance.resetsAt !== undefined
                ? t('in', { seconds: seconds(allowance.resetsAt) })
                : t('full')}
          </td>
        </>
      )}
    </tr>
  );
}
