import { useTranslations } from 'use-intl';

const known = ['apn', 'fcm', 'web'] as const;

/** Names a service that brings notifications; in the words of Courier where it is another one. */
export function useServiceName(): (service: string) => string {
  const t = useTranslations('courierApps.services');
  return (service) => {
    const one = known.find((name) => name === service);
    return one ? t(one) : service;
  };
}
