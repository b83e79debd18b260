import { useTranslations } from 'use-intl';
import type { Effect } from '#contract/system.ts';
import classes from './console.module.css';

/** What an operation does to the world, in a word. */
export function EffectBadge({ effect }: { readonly effect: Effect }) {
  const t = useTranslations('console.effects');
  return (
    <span className={classes.badge} data-effect={effect}>
      {t(effect)}
    </span>
  );
}
