import { useTranslations } from 'use-intl';
import { announcerEvents } from '#src/api/courier/technical/announcers.ts';

/** Names what an announcer waits for; in the words of Courier where it is something else. */
export function useEventName(): (event: string) => string {
  const t = useTranslations('courierAutomation.announcers.events');
  return (event) => {
    const known = announcerEvents.find((one) => one === event);
    return known ? t(known) : event;
  };
}
