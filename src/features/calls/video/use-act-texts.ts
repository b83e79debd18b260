import { useTranslations } from 'use-intl';
import type { WriteTexts } from '#src/services/problems/write-notice.tsx';

/** How something that was done to a video call ended. */
export function useActTexts(): WriteTexts {
  const t = useTranslations('calls.video');
  return { unknown: t('actUnknown'), found: t('actFound'), notDone: t('actNotDone') };
}
