import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { onKeys, swallow } from '#src/ui/keyboard/keyboard.ts';

/** What can be chosen. */
export interface Found {
  readonly key: string;
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly detail: string | undefined;
}

interface SearchChoiceProps<T extends Found> {
  /** What is searched. */
  readonly label: string;
  /** What is searched first. */
  readonly start: string;
  readonly onSearch: (words: string) => void;
  /** What was found; undefined while that is not known. */
  readonly choices: readonly T[] | undefined;
  readonly error: unknown;
  /** There may be more than was found. */
  readonly isPartial?: boolean | undefined;
  readonly chosen: T | undefined;
  readonly onChoose: (choice: T) => void;
}

/** Milliseconds: it is searched when the typing pauses. */
const pauseMs = 250;

/** A choice among what is found by searching. */
export function SearchChoice<T extends Found>(props: SearchChoiceProps<T>) {
  const { label, start, onSearch, choices, error, isPartial, chosen, onChoose } = props;
  const t = useTranslations('linking.dialog');
  const errorText = useErrorText();
  const [typed, setTyped] = useState(start);
  const search = useDebouncedCallback(onSearch, pauseMs);
  const name = useId();
  // What was chosen stays to be seen, whatever is searched after.
  const isShown = chosen === undefined || choices?.some(({ key }) => key === chosen.key);
  const shown = isShown ? choices : [chosen, ...(choices ?? [])];
  return (
    <>
      <TextInput
        label={label}
        type="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value.trim());
        }}
        // What is searched is not what is chosen.
        onKeyDown={onKeys({ does: { Enter: swallow } })}
      />
      <p role="status" className="ui-note">
        {Boolean(error) && <span dir="auto">{errorText(error)}</span>}
        {!error && typed.trim() !== '' && choices && <span>{t('found', { count: choices.length })}</span>}
        {isPartial && <span>{` ${t('soFar')}`}</span>}
      </p>
      {shown && shown.length > 0 && (
        <fieldset className="ui-stack ui-tight">
          <legend className="ui-hidden">{t('choices')}</legend>
          {shown.map((choice) => (
            <label key={choice.key} className="ui-option">
              <input
                type="radio"
                name={name}
                checked={choice.key === chosen?.key}
                onChange={() => onChoose(choice)}
              />
              <span className="ui-strong" dir="auto">
                {choice.name}
              </span>
              {choice.detail !== undefined && (
                <span className="ui-note" dir="auto">
                  {choice.detail}
                </span>
              )}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
