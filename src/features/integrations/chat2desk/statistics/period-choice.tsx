import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { mostDays } from '#src/api/chat2desk/administration/statistics.ts';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { type ChosenPeriod, presets, problemOf } from './period.ts';

interface PeriodChoiceProps {
  readonly period: ChosenPeriod;
  /** The last day with a report. */
  readonly last: string;
  /** What the address has to say. */
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** Chooses the days of a report: a preset, or a first and a last day. */
export function PeriodChoice({ period, last, onChange }: PeriodChoiceProps) {
  const t = useTranslations('statistics.period');
  const { preset, from, until } = period;
  const options = [...presets, 'own' as const].map((value) => ({ value, label: t(value) }));
  return (
    <>
      <SelectFilter
        label={t('label')}
        value={preset ?? 'own'}
        options={options}
        onChange={(chosen) =>
          onChange(chosen === 'own' ? { period: '', from, until } : { period: chosen, from: '', until: '' })
        }
      />
      {preset === undefined && (
        <Days key={`${from} ${until}`} period={period} last={last} onChange={onChange} />
      )}
    </>
  );
}

function Days({ period, last, onChange }: PeriodChoiceProps) {
  const t = useTranslations('statistics.period');
  const [days, setDays] = useState({ from: period.from, until: period.until });
  const [told, setTold] = useState(false);
  const problem = problemOf(days, last);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    setTold(problem !== undefined);
    if (problem === undefined) onChange({ period: '', ...days });
  };
  const said = told && problem !== undefined ? t(`problems.${problem}`, { most: mostDays, last }) : undefined;
  return (
    <form className="ui-row" onSubmit={apply} noValidate>
      {(['from', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          aria-label={t(end)}
          value={days[end]}
          max={last}
          error={said !== undefined}
          onChange={(event) => {
            setDays({ ...days, [end]: event.currentTarget.value });
            setTold(false);
          }}
        />
      ))}
      <Button type="submit" variant="default">
        {t('show')}
      </Button>
      {said !== undefined && (
        <p role="alert" className="ui-problem">
          {said}
        </p>
      )}
    </form>
  );
}
