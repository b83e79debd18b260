import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Dropdown } from '#src/ui/dropdown.tsx';
import classes from './meeting-filters.module.css';
import { isBackwards, type Period, periodOf, presetOf, presets } from './model/periods.ts';

interface PeriodFilterProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

/** Chooses the days in which the meetings were created: a preset, or a first and a last day. */
export function PeriodFilter({ period, onChange }: PeriodFilterProps) {
  const t = useTranslations('meetings.period');
  const periodText = usePeriodText();
  const text = periodText(period);
  return (
    <Dropdown
      active={text !== undefined}
      label={t('choose')}
      trigger={
        <>
          {t('label')}
          {text !== undefined && ': '}
          {text !== undefined && <span className={classes.value}>{text}</span>}
        </>
      }
    >
      {(close) => (
        <PeriodForm
          period={period}
          onChoose={({ from, until }) => {
            close();
            onChange({ from, until });
          }}
        />
      )}
    </Dropdown>
  );
}

interface PeriodFormProps {
  readonly period: Period;
  readonly onChoose: (period: Period) => void;
}

function PeriodForm({ period, onChoose }: PeriodFormProps) {
  const t = useTranslations('meetings.period');
  const [from, setFrom] = useState(period.from ?? '');
  const [until, setUntil] = useState(period.until ?? '');
  const today = new Date();
  const draft = { from: from || undefined, until: until || undefined };
  const active = presetOf(period, today);
  const backwards = isBackwards(draft);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!backwards) onChoose(draft);
  };
  return (
    <form className={classes.dates} onSubmit={apply}>
      <div className={classes.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="xs"
            variant={preset === active ? 'filled' : 'default'}
            aria-pressed={preset === active}
            onClick={() => onChoose(periodOf(preset, today))}
          >
            {t(preset)}
          </Button>
        ))}
      </div>
      <div className={classes.row}>
        <TextInput
          type="date"
          label={t('from')}
          value={from}
          max="9999-12-31"
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={until}
          max="9999-12-31"
          error={backwards}
          aria-describedby={backwards ? 'period-order' : undefined}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      {backwards && (
        <p id="period-order" role="alert" className={classes.problem}>
          {t('order')}
        </p>
      )}
      <div className={classes.row}>
        <Button variant="default" onClick={() => onChoose({ from: undefined, until: undefined })}>
          {t('any')}
        </Button>
        <Button type="submit">{t('apply')}</Button>
      </div>
    </form>
  );
}

/** A period in words; undefined when it is open at both ends. */
function usePeriodText(): (period: Period) => string | undefined {
  const t = useTranslations('meetings.period');
  const format = useFormatter();
  // A day of the calendar: read and written in one and the same zone.
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return ({ from, until }) => {
    const preset = presetOf({ from, until }, new Date());
    if (preset) return t(preset);
    if (from && until) return from === until ? day(from) : t('range', { from: day(from), until: day(until) });
    if (from) return t('since', { from: day(from) });
    return until ? t('before', { until: day(until) }) : undefined;
  };
}
