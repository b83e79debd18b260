import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Elements } from '../elements.ts';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  readonly label: string;
  /** The search field, then the filters. */
  readonly children: Elements;
  /** Shows everything again; false if everything is shown. */
  readonly onReset?: (() => void) | false;
  /** Actions on the list as a whole, at the end of the line. */
  readonly end?: Elements;
}

/** What a list shows: a search, filters, and the way back to everything. */
export function FilterBar({ label, children, onReset = false, end }: FilterBarProps) {
  const t = useTranslations('lists');
  return (
    <search className={`ui-row ui-before ${classes.bar}`} aria-label={label}>
      {children}
      {onReset && (
        <Button variant="subtle" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={onReset}>
          {t('reset')}
        </Button>
      )}
      {end && <div className="ui-row ui-tight ui-end">{end}</div>}
    </search>
  );
}
