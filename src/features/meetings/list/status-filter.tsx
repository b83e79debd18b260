import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { type Going, useShown } from '#src/lib/address/use-shown.ts';
import { knownStatuses } from '#src/lib/meeting-status.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { useStatusLabel } from '#src/ui/use-status-label.ts';
import classes from './meeting-filters.module.css';

interface StatusFilterProps {
  readonly chosen: readonly string[];
  /** Statuses that occur on the screen. */
  readonly seen: readonly string[];
  readonly onChange: (statuses: readonly string[]) => Going;
}

/** Chooses any number of statuses; undocumented ones are offered once seen. */
export function StatusFilter({ seen, ...props }: StatusFilterProps) {
  const [chosen, choose] = useShown(props.chosen, props.onChange);
  const t = useTranslations('meetings.statusFilter');
  const label = useStatusLabel();
  // A comma separates statuses in the API's query: one that contains it cannot be asked for.
  const offered = [
    ...new Set([...knownStatuses, ...chosen, ...seen.filter((status) => !status.includes(','))]),
  ];
  const toggle = (status: string, on: boolean) =>
    choose(on ? [...chosen, status] : chosen.filter((other) => other !== status));
  const [only] = chosen;
  return (
    <Dropdown
      active={chosen.length > 0}
      label={t('choose')}
      trigger={
        <>
          <span>{only === undefined ? t('label') : `${t('label')}: `}</span>
          {only !== undefined && (
            <span className={`ui-strong ${classes.value}`}>
              {chosen.length === 1 ? label(only) : t('some', { count: chosen.length })}
            </span>
          )}
        </>
      }
    >
      {() => (
        <div>
          {offered.map((status) => (
            <label key={status} className="ui-choice">
              <input
                type="checkbox"
                checked={chosen.includes(status)}
                onChange={(event) => toggle(status, event.currentTarget.checked)}
              />
              <span>{label(status)}</span>
            </label>
          ))}
          {chosen.length > 0 && (
            <Button variant="default" size="xs" mt="xs" onClick={() => choose([])}>
              {t('clear')}
            </Button>
          )}
        </div>
      )}
    </Dropdown>
  );
}
