import { useFormatter, useTranslations } from 'use-intl';
import type { ReportRow } from '#src/api/chat2desk/administration/statistics.ts';
import { cellOf, durationOf, kindOf, type ShownField } from './columns.ts';
import type { Figure, Group, Grouping } from './summary.ts';

const events = ['login', 'logout', 'take_chat', 'close_chat', 'transfer_chat'] as const;

/** `2025-04-28 14:16:46`, a time of the company: as it is, whatever zone the reader is in. */
const companyTime = (text: string): Date | undefined => {
  const date = new Date(`${text.replace(' ', 'T')}Z`);
  return /^\d{4}-\d{2}-\d{2} \d/.test(text) && !Number.isNaN(date.getTime()) ? date : undefined;
};

/** How the numbers and times of reports are put into words. */
export function useReportTexts() {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const duration = (seconds: number) =>
    durationOf(seconds)
      .map(({ amount, unit }) => format.number(amount, { style: 'unit', unit, unitDisplay: 'short' }))
      .join(' ');
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const amount = (value: number, kind: Figure['kind']) =>
    kind === 'seconds'
      ? duration(value)
      : format.number(value, kind === 'score' ? { maximumFractionDigits: 1 } : {});
  const event = (name: string) => {
    const known = events.find((one) => one === name);
    return known ? t(`events.${known}`) : name;
  };
  return {
    amount,
    /** What a row says in a field; empty where it says nothing. */
    cell: (row: ReportRow, field: ShownField): string => {
      const value = cellOf(row, field);
      if (value === '') return '';
      if (field === 'event') return event(value);
      switch (kindOf(field)) {
        case 'seconds':
          return Number.isFinite(Number(value)) ? duration(Number(value)) : value;
        case 'number':
          return Number.isFinite(Number(value)) ? format.number(Number(value)) : value;
        case 'day':
          return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value;
        case 'time': {
          const at = companyTime(value);
          return at
            ? format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
            : value;
        }
        case 'instant': {
          const at = new Date(value);
          return Number.isNaN(at.getTime())
            ? value
            : format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
        }
        default:
          return value;
      }
    },
    /** What a column of the chart stands for. */
    group: ({ key }: Group, by: Grouping): string => {
      if (key === '') return t('none');
      if (by === 'day') return day(key);
      return by === 'hour' ? t('hour', { hour: key }) : key;
    },
  };
}
