import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { broadcastLimits } from '#contract/gateway/broadcasts.ts';
import {
  type BroadcastPerson,
  type BroadcastWay,
  broadcastPeopleOptions,
} from '#src/api/gateway/published/broadcasts.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';

interface RecipientFieldsProps {
  readonly way: BroadcastWay;
  readonly people: readonly BroadcastPerson[];
  readonly onChange: (people: readonly BroadcastPerson[]) => void;
}

/** More than these are narrowed down by typing. */
const mostFound = 8;
const pauseMs = 250;

/** Who gets it: people found by words, one by one or all of them, and those who are chosen. */
export function RecipientFields({ way, people, onChange }: RecipientFieldsProps) {
  const t = useTranslations('broadcasts');
  const [words, setWords] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const [searched] = useDebouncedValue(words.trim(), pauseMs);
  const { data, isError, error, isPlaceholderData, refetch } = useQuery(
    broadcastPeopleOptions(way, searched),
  );
  const chosen = new Set(people.map(({ individual }) => individual));
  const found = data?.people ?? [];
  const others = found.filter(({ individual }) => !chosen.has(individual));
  const room = broadcastLimits.recipients - people.length;
  // Whoever cannot all be listed cannot be taken at once.
  const isAll = data !== undefined && data.total === found.length;
  // What is listed may still be what other words have found.
  const isCurrent = !isPlaceholderData && searched === words.trim();
  const add = others.slice(0, room);
  const shown = showsAll ? people : people.slice(-mostFound);
  if (isError && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p role="status">{t('chosen', { count: people.length, most: broadcastLimits.recipients })}</p>
      <TextInput
        type="search"
        label={t('search')}
        value={words}
        maxLength={200}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <fieldset className="ui-stack ui-tight" aria-busy={data === undefined}>
        <legend>{t('found', { count: data?.total ?? 0 })}</legend>
        {others.slice(0, mostFound).map((person) => (
          <PersonBox
            key={person.individual}
            person={person}
            checked={false}
            disabled={room === 0}
            onToggle={() => onChange([...people, person])}
          />
        ))}
        {data && found.length === 0 && <p className="ui-hint">{t(`nobody.${way}`)}</p>}
        {others.length > mostFound && (
          <p className="ui-hint">{t('narrow', { count: others.length - mostFound })}</p>
        )}
      </fieldset>
      {isAll && others.length > 1 && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            disabled={room < others.length || !isCurrent}
            onClick={() => onChange([...people, ...add])}
          >
            {t('addAll', { count: others.length })}
          </Button>
        </div>
      )}
      {data && !isAll && (
        <p className="ui-hint">{t('tooMany', { total: data.total, listed: found.length })}</p>
      )}
      {people.length > 0 && (
        <fieldset className="ui-stack ui-tight">
          <legend>{t('chosenList')}</legend>
          {shown.map((person) => (
            <PersonBox
              key={person.individual}
              person={person}
              checked
              disabled={false}
              onToggle={() => onChange(people.filter(({ individual }) => individual !== person.individual))}
            />
          ))}
          <div className="ui-row ui-tight">
            {people.length > mostFound && (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={showsAll}
                onClick={() => setShowsAll(!showsAll)}
              >
                {t(showsAll ? 'showFewer' : 'showAll', { count: people.length })}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => onChange([])}>
              {t('removeAll')}
            </Button>
          </div>
        </fieldset>
      )}
    </>
  );
}

interface PersonBoxProps {
  readonly person: BroadcastPerson;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onToggle: () => void;
}

const PersonBox = ({ person: { name, address }, checked, disabled, onToggle }: PersonBoxProps) => (
  <label className="ui-check">
    <input type="checkbox" checked={checked} disabled={disabled} onChange={onToggle} />
    <span>
      <span dir="auto">{name}</span>
      <span className="ui-note" dir="auto">
        {` ${address}`}
      </span>
    </span>
  </label>
);
