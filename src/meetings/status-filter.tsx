import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { knownStatuses } from '#src/lib/meeting-status.ts';
import { useStatusLabel } from '#src/ui/use-status-label.ts';
import classes from './meeting-filters.module.css';

interface StatusFilterProps {
  readonly chosen: readonly string[];
  /** Statuses that occur on the screen; may repeat. */
  readonly seen: readonly string[];
  readonly onChange: (statuses: readonly string[]) => void;
}

/** Chooses any number of statuses; those that the API's documentation does not know are offered once seen. */
export function StatusFilter({ chosen, seen, onChange }: StatusFilterProps) {
  const t = useTranslations('meetings.statusFilter');
  const label = useStatusLabel();
  // A comma separates statuses in the API's query: one that contains it cannot be asked for.
  const offered = [
    ...new Set([...knownStatuses, ...chosen, ...seen.filter((status) => !status.includes(','))]),
  ];
  const toggle = (status: string, on: boolean) =>
    onChange(on ? [...chosen, status] : chosen.filter((other) => other !== status));
  const [only] = chosen;
  return (
    <Menu
      position="bottom-start"
      width={230}
      keepMounted={false}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="default"
          px="sm"
          className={classes.trigger ?? ''}
          data-active={chosen.length > 0 || undefined}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t('label')}
          {only !== undefined && ': '}
          {only !== undefined && (
            <span className={classes.value}>
              {chosen.length === 1 ? label(only) : t('some', { count: chosen.length })}
            </span>
          )}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('choose')}>
        {offered.map((status) => (
          <Menu.CheckboxItem
            key={status}
            checked={chosen.includes(status)}
            onChange={(on) => toggle(status, on)}
          >
            {label(status)}
          </Menu.CheckboxItem>
        ))}
        {chosen.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange([])}>{t('clear')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
