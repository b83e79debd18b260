import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CallPerson, callPeopleOptions } from '#src/api/gateway/calls/video-calls.ts';

interface InvitedPeopleProps {
  readonly chosen: readonly CallPerson[];
  /** The reader, who takes part anyway. */
  readonly own: string;
  readonly onChange: (chosen: readonly CallPerson[]) => void;
}

/** More than these are narrowed down by typing. */
const mostFound = 6;
/** Milliseconds: the gateway is asked when the typing pauses. */
const pauseMs = 250;

/** Who is invited: those who were chosen, and those who are found. */
export function InvitedPeople({ chosen, own, onChange }: InvitedPeopleProps) {
  const t = useTranslations('calls.video');
  const [words, setWords] = useState('');
  const [searched] = useDebouncedValue(words.trim(), pauseMs);
  const { data = [] } = useQuery(callPeopleOptions(searched));
  const ids = new Set(chosen.map(({ individual }) => individual));
  const found = data
    .filter(({ individual }) => individual !== own && !ids.has(individual))
    .slice(0, mostFound);
  const toggle = (person: CallPerson) =>
    onChange(
      ids.has(person.individual)
        ? chosen.filter(({ individual }) => individual !== person.individual)
        : [...chosen, person],
    );
  return (
    <>
      <TextInput
        type="search"
        label={t('searchPeople')}
        value={words}
        maxLength={200}
        data-autofocus
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <fieldset className="ui-stack ui-tight">
        <legend>{t('people')}</legend>
        {[...chosen, ...found].map((person) => (
          <label key={person.individual} className="ui-check">
            <input type="checkbox" checked={ids.has(person.individual)} onChange={() => toggle(person)} />
            <span>
              <span dir="auto">{person.name}</span>
              {person.detail !== undefined && (
                <span className="ui-note" dir="auto">
                  {` ${person.detail}`}
                </span>
              )}
            </span>
          </label>
        ))}
        {chosen.length + found.length === 0 && (
          <p className="ui-hint">{t(searched === '' ? 'searchFirst' : 'nobodyFound')}</p>
        )}
      </fieldset>
    </>
  );
}
