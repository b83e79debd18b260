import { memo, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { Entry, Group } from './model/entries.ts';
import classes from './palette.module.css';

interface OptionsProps {
  readonly id: string;
  readonly groups: readonly Group[];
  /** Key of the one that Enter takes. */
  readonly current: string | undefined;
  readonly onChoose: (entry: Entry) => void;
}

/** What was found, by kind. The focus stays in the field, which says which one is the current. */
export function Options({ id, groups, current, onChoose }: OptionsProps) {
  const t = useTranslations('palette');
  useEffect(() => {
    if (current !== undefined)
      document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  return (
    <div
      id={id}
      role="listbox"
      className={`ui-scrolls ${classes.list}`}
      aria-label={t('results')}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map(({ kind, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox may hold groups, and no fieldsets.
        <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
          <div id={`${id}-${kind}`} role="presentation" className={`ui-note ui-strong ${classes.heading}`}>
            {t(`kinds.${kind}`)}
          </div>
          {entries.map((entry) => (
            <Option
              key={entry.key}
              id={`${id}-${entry.key}`}
              entry={entry}
              current={entry.key === current}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly current: boolean;
  readonly onChoose: (entry: Entry) => void;
}

const Option = memo(function Option({ id, entry, current, onChoose }: OptionProps) {
  const { icon: Icon, label, detail } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys (combobox pattern).
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      className={`ui-entry ${classes.option}`}
      onClick={() => onChoose(entry)}
    >
      <Icon size={17} aria-hidden />
      <span className="ui-ellipsis" dir="auto">
        {label}
      </span>
      {detail && (
        <span className={`ui-note ui-ellipsis ui-end ${classes.detail}`} dir="auto">
          {detail}
        </span>
      )}
    </div>
  );
});
