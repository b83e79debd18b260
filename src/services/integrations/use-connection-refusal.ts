import { useTranslations } from 'use-intl';
import type { Integration } from '#src/api/claritalk/integrations.ts';
import type { Refusal } from '#src/ui/why-not.tsx';

/**
 * Why a system cannot be queried; undefined when it can, or when the server does not say whether it is connected. The
 * API has no operation that connects one.
 */
export function useConnectionRefusal({ connected, name }: Integration): Refusal | undefined {
  const t = useTranslations('integrations.why');
  if (connected !== false) return undefined;
  return { rule: t('rule'), have: t('have', { name }), who: t('who') };
}
