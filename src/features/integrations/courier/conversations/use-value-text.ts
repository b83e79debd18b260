import { useTranslations } from 'use-intl';
import type { Preference } from '#src/api/courier/administration/preferences.ts';

/** A preference that is true or false is said in words. */
export function useValueText() {
  const t = useTranslations('courierConversations.preferences');
  return ({ name, value }: Pick<Preference, 'name' | 'value'>): string =>
    name === 'group-provider-ack' ? t(value === 'true' ? 'yes' : 'no') : value;
}
