import { useTranslations } from 'use-intl';
import type { CourierUser } from '#src/api/courier/administration/users.ts';

const worded = ['active', 'archived', 'invited', 'pending'] as const;

/** How users of Courier are put into words; what is unknown here keeps Courier's. */
export function useUserTexts() {
  const t = useTranslations('courierPeople');
  const stateName = (state: string): string => {
    const known = worded.find((one) => one === state);
    return known ? t(`states.${known}`) : state;
  };
  return {
    stateName,
    state: ({ state }: CourierUser): string => (state === undefined ? t('unknown') : stateName(state)),
    email: ({ email, emailVerified }: CourierUser): string | undefined =>
      email === undefined || emailVerified ? email : t('unverified', { value: email }),
    phone({ phone, phoneVerified, unsubscribed }: CourierUser): string | undefined {
      if (phone === undefined) return undefined;
      if (unsubscribed) return t('unsubscribed', { value: phone });
      return phoneVerified ? phone : t('unverified', { value: phone });
    },
  };
}
