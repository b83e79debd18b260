import { useTranslations } from 'use-intl';
import type { WriteTexts } from '#src/services/problems/write-notice.tsx';

/** How making a meeting of a call ended. */
export function useMakeTexts(): WriteTexts {
  const t = useTranslations('calls.make');
  return { unknown: t('unknown'), found: t('found'), notDone: t('notDone') };
}
