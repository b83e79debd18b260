import { useTranslations } from 'use-intl';

const known = ['crm', 'calendar', 'accounting'] as const;

/** The name of a kind of system; an unknown one as it is written. */
export function useKindName(): (type: string) => string {
  const t = useTranslations('integrations.kinds');
  return (type) => {
    const kind = known.find((each) => each === type.toLowerCase());
    return kind ? t(kind) : type;
  };
}
