import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { languageNames, languages } from '#src/i18n/languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import classes from './choice.module.css';

const schemes = [
  ['light', 'light'],
  ['dark', 'dark'],
  ['auto', 'system'],
] as const satisfies readonly (readonly [MantineColorScheme, string])[];

/** The languages of the interface, each by its own name. */
export function LanguageChoice() {
  const t = useTranslations('account');
  const { language, setLanguage } = useLanguage();
  return (
    <Choice
      label={t('language')}
      options={languages.map((code) => ({ value: code, label: languageNames[code], lang: code }))}
      value={language}
      // A catalogue that does not arrive leaves the language, and the mark, where they are.
      onChange={(code) => void setLanguage(code).catch(() => undefined)}
    />
  );
}

/** Light, dark, or as the system has it. */
export function AppearanceChoice() {
  const t = useTranslations('account');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice
      label={t('appearance')}
      options={schemes.map(([value, label]) => ({ value, label: t(label) }))}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.choice}>
      <legend dir="auto">{label}</legend>
      <div className={classes.options}>
        {options.map((option) => (
          <label key={option.value} lang={option.lang} className={`ui-small ${classes.option}`}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span dir="auto">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
