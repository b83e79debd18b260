import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { serverDate } from '#src/lib/clock.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { anyTime, type ChosenPeriod, isBackwards, periodOf, presets } from '../shared/periods.ts';
import classes from './meeting-filters.module.css';

interface PeriodFilterProps {
  readonly period: ChosenPeriod;
  readonly onChange: (period: ChosenPeriod) => void;
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
          <span>{text === undefined ? t('label') : `${t('label')}: `}</span>
          {text !== undefined && (
            <span className={`ui-strong ${classes.value}`} dir="auto">
              {text}
            </span>
          )}
        </>
      }
    >
      {(close) => (
        <PeriodForm
          period={period}
          onChoose={(chosen) => {
            close();
            onChange(chosen);
          }}
        />
      )}
    </Dropdown>
  );
}

interface PeriodFormProps {
  readonly period: ChosenPeriod;
  readonly onChoose: (period: ChosenPeriod) => void;
}

function PeriodForm({ period, onChoose }: PeriodFormProps) {
  const t = useTranslations('meetings.period');
  const [from, setFrom] = useState(period.from ?? '');
  const [until, setUntil] = useState(period.until ?? '');
  const draft = { preset: undefined, from: from || undefined, until: until || undefined };
  const backwards = isBackwards(draft);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!backwards) onChoose(draft);
  };
  return (
    <form className={`ui-stack ${classes.dates}`} onSubmit={apply}>
      <div className={classes.two}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="xs"
            variant={preset === period.preset ? 'filled' : 'default'}
            aria-pressed={preset === period.preset}
            onClick={() => onChoose({ preset, ...periodOf(preset, serverDate()) })}
          >
            {t(preset)}
          </Button>
        ))}
      </div>
      <div className={classes.two}>
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
        <p id="period-order" role="alert" className="ui-problem">
          {t('order')}
        </p>
      )}
      <div className={classes.two}>
        <Button variant="default" onClick={() => onChoose(anyTime)}>
          {t('any')}
        </Button>
        <Button type="submit">{t('apply')}</Button>
      </div>
    </form>
  );
}

/** A period in words; undefined when it is open at both ends. */
function usePeriodText(): (period: ChosenPeriod) => string | undefined {
  const t = useTranslations('meetings.period');
  const format = useFormatter();
  // A day of the calendar: read and written in one and the same zone.
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return ({ preset, from, until }) => {
    if (preset) return t(preset);
    if (from && until) return from === until ? day(from) : t('range', { from: day(from), until: day(until) });
    if (from) return t('since', { from: day(from) });
    return until ? t('before', { until: day(until) }) : undefined;
  };
}
