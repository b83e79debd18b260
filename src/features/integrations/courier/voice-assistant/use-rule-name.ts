import { useTranslations } from 'use-intl';

/** Names a repetition; as iCalendar has it where it is another one. */
export function useRuleName(): (rule: string) => string {
  const t = useTranslations('courierVoice.reminders.rules');
  return (rule) => {
    if (rule === '') return t('once');
    if (rule === 'FREQ=DAILY') return t('daily');
    if (rule === 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR') return t('weekdays');
    if (rule === 'FREQ=WEEKLY') return t('weekly');
    return rule === 'FREQ=MONTHLY' ? t('monthly') : rule;
  };
}
