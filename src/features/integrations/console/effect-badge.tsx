import { useTranslations } from 'use-intl';
import type { Effect } from '#contract/system.ts';
import badge from '#src/ui/status-badge.module.css';

const meanings = { read: 'draft', write: 'final', send: 'working', danger: 'failed', incoming: 'draft' };

/** What an operation does to the world, in a word. */
export function EffectBadge({ effect }: { readonly effect: Effect }) {
  const t = useTranslations('console.effects');
  return (
    <span className={`ui-note ui-strong ${badge.badge}`} data-meaning={meanings[effect]}>
      {t(effect)}
    </span>
  );
}
