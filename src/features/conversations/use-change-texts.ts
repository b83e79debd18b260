import { useTranslations } from 'use-intl';
import type { WriteTexts } from '#src/services/problems/write-notice.tsx';

/** What is said of assigning, closing and reopening whose response was lost. */
export function useChangeTexts(): WriteTexts {
  const t = useTranslations('conversations.change');
  return { unknown: t('unknown'), found: t('found'), notDone: t('notDone') };
}
