import { useTranslations } from 'use-intl';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { walkingKeys } from './row-keys.ts';

/** Lets keys walk the rows of the page's list. */
export function useRowKeys(): void {
  const t = useTranslations('lists');
  useShortcuts(t('title'), walkingKeys({ next: t('next'), previous: t('previous') }));
}
