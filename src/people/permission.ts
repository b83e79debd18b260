import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/users.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import type { Refusal } from '#src/ui/why-not.tsx';

/**
 * Why the reader may not do what admins do through the service account; undefined when they may. The gateway
 * decides: this only spares a vain try.
 */
export function useAdminRefusal(self: CurrentUser | undefined): Refusal | undefined {
  const t = useTranslations('people.why');
  if (!self) return undefined;
  if (self.role !== 'admin') {
    const have = self.role === undefined ? t('noRole') : t('yourRole', { role: self.role });
    return { rule: t('admin'), have, who: t('adminWho') };
  }
  if (!clientConfig().administration) {
    return { rule: t('service'), have: t('serviceHave'), who: t('serviceWho') };
  }
  return undefined;
}

/** Why nobody does this to themselves. */
export function useSelfRefusal(): Refusal {
  const t = useTranslations('people.why');
  return { rule: t('self'), have: t('selfHave'), who: t('selfWho') };
}
