import { TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Going, useShown } from '#src/lib/address/use-shown.ts';
import type { Occurrence } from '#src/services/search-index/protocol.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import type { MeetingSearchState } from '../use-meeting-search.ts';
import classes from './index-filters.module.css';

/** More values than this get a field to find one. */
const manyValues = 8;
const maxShown = 60;

/** Filters that only the index has: the values that occur, and how often. */
export function IndexFiltersPanel({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('search.filters');
  const { data, known } = useIndexQuery(['options'], (index) => index.options());
  const { index } = state.search;
  const names = useValueNames(data?.owners.map(({ value }) => value) ?? index.owners);
  const { ask } = state;
  // How often a value occurs is known once all meetings are.
  const counted = <T,>(found: readonly Occurrence<T>[] | undefined) =>
    known === 'all' ? found : found?.map(({ value }) => ({ value, count: Number.NaN }));
  return (
    <div className={`ui-column ${classes.panel}`}>
      <p className={`ui-note ${classes.lead}`}>{t('lead')}</p>
      <Values
        title={t('type')}
        found={counted(data?.types)}
        chosen={index.types}
        name={names.type}
        onChange={(types) => ask({ types })}
      />
      <Values
        title={t('dossier')}
        found={counted(data?.dossiers)}
        chosen={index.dossiers}
        name={names.dossier}
        onChange={(dossiers) => ask({ dossiers })}
      />
      <Values
        title={t('team')}
        found={counted(data?.teams)}
        chosen={index.teams}
        name={names.team}
        onChange={(teams) => ask({ teams })}
      />
      <Values
        title={t('owner')}
        found={counted(data?.owners)}
        chosen={index.owners}
        name={names.owner}
        onChange={(owners) => ask({ owners })}
      />
      <Values
        title={t('attendee')}
        found={counted(data?.attendees)}
        chosen={index.attendees}
        name={names.attendee}
        onChange={(attendees) => ask({ attendees })}
      />
      <Values
        title={t('language')}
        found={counted(data?.languages)}
        chosen={index.languages}
        name={names.language}
        onChange={(languages) => ask({ languages })}
      />
      <Values
        title={t('review')}
        found={counted(data?.reviews)}
        chosen={index.reviews}
        name={names.review}
        onChange={(reviews) => ask({ reviews })}
      />
      <Values
        title={t('quality')}
        found={qualities}
        chosen={index.flagged === undefined ? [] : [index.flagged ? 'yes' : 'no']}
        name={(value) => t(value === 'yes' ? 'doubted' : 'notDoubted')}
        onChange={(values) => {
          const last = values.at(-1);
          return ask({ flagged: last === undefined ? undefined : last === 'yes' });
        }}
      />
    </div>
  );
}

const qualities: readonly Occurrence<'yes' | 'no'>[] = [
  { value: 'yes', count: Number.NaN },
  { value: 'no', count: Number.NaN },
];

interface ValuesProps<T extends string | number> {
  readonly title: string;
  /** Undefined while the index is asked. */
  readonly found: readonly Occurrence<T>[] | undefined;
  readonly chosen: readonly T[];
  readonly name: (value: T) => string;
  readonly onChange: (values: readonly T[]) => Going;
}

function Values<T extends string | number>({ title, found = [], name, ...props }: ValuesProps<T>) {
  const [chosen, choose] = useShown(props.chosen, props.onChange);
  const t = useTranslations('search.filters');
  const format = useFormatter();
  const id = useId();
  const [wanted, setWanted] = useState('');
  const missing = chosen.filter((value) => !found.some((other) => other.value === value));
  const all = [...missing.map((value) => ({ value, count: 0 })), ...found];
  const text = wanted.trim().toLocaleLowerCase();
  const shown = all.filter(({ value }) => name(value).toLocaleLowerCase().includes(text)).slice(0, maxShown);
  if (all.length === 0) return null;
  return (
    <details className={`ui-over ${classes.group}`} open={chosen.length > 0}>
      <summary>
        <span id={id} dir="auto">
          {title}
        </span>
        {chosen.length > 0 && (
          <span className={`ui-strong ui-accent ui-end ${classes.chosen}`}>
            {t('chosen', { count: chosen.length })}
          </span>
        )}
        <IconChevronDown size={16} className={classes.arrow} aria-hidden />
      </summary>
      {all.length > manyValues && (
        <TextInput
          className={classes.find ?? ''}
          size="xs"
          aria-label={t('find', { what: title })}
          placeholder={t('find', { what: title })}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container with a scroll bar in Safari */}
      <div className={classes.values} role="group" aria-labelledby={id}>
        {shown.map(({ value, count }) => (
          <label key={value} className="ui-choice">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                choose(
                  event.currentTarget.checked
                    ? [...chosen, value]
                    : chosen.filter((other) => other !== value),
                )
              }
            />
            <span dir="auto">{name(value)}</span>
            {Number.isFinite(count) && (
              <span className="ui-dimmed ui-figures ui-end">{format.number(count)}</span>
            )}
          </label>
        ))}
      </div>
    </details>
  );
}
