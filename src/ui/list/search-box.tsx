import '@mantine/core/styles/Input.layer.css';
import { Input } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type ElementKeys, onKeys } from '../keyboard/keyboard.ts';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import classes from './filter-bar.module.css';

interface SearchBoxProps {
  /** What it searches, and by which fields. */
  readonly label: string;
  /** Shown while nothing is typed, instead of the label. */
  readonly placeholder?: string;
  /** What was typed: `useAddressText` keeps it in an address, which follows later. */
  readonly value: string;
  readonly maxLength?: number;
  readonly keys?: ElementKeys['does'];
  readonly onChange: (text: string) => void;
  readonly onFocus?: () => void;
}

/** The field that searches a list: a slash focuses it, Escape clears it and then leaves it. */
export function SearchBox({
  label,
  placeholder = label,
  value,
  maxLength = 200,
  keys,
  onChange,
  onFocus,
}: SearchBoxProps) {
  const t = useTranslations('lists');
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(t('search'), [{ keys: ['/'], label, does: 'acts', run: () => field.current?.select() }]);
  const empty = () => {
    onChange('');
    field.current?.focus();
  };
  const leave = () => (value === '' ? field.current?.blur() : false);
  return (
    <div className={classes.search}>
      <Input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSectionPointerEvents="all"
        rightSection={
          value !== '' && (
            <button type="button" className="ui-sign ui-dimmed" aria-label={t('empty')} onClick={empty}>
              <IconX size={16} aria-hidden />
            </button>
          )
        }
        {...(onFocus ? { onFocus } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeys({ does: { Escape: leave, ...keys } })}
      />
    </div>
  );
}
