import { useTranslations } from 'use-intl';
import type { WriteTexts } from '#src/services/problems/write-notice.tsx';

/** What is said of a link whose change was not confirmed. */
export function useLinkTexts(): WriteTexts {
  const t = useTranslations('linking.outcome');
  return { unknown: t('unknown'), found: t('found'), notDone: t('notDone') };
}
