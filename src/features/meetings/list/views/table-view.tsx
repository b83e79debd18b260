import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from './table-view.module.css';

const load = () => import('./table-view-panel.tsx');

/** Opens the choice of columns and density; only where there is a table. */
export function TableView() {
  const t = useTranslations('meetings.view');
  return (
    <div className={classes.view}>
      <Dropdown
        active={false}
        label={t('label')}
        trigger={
          <>
            <IconAdjustmentsHorizontal size={17} className={classes.icon} aria-hidden />
            <span>{t('button')}</span>
          </>
        }
      >
        {() => <Panel />}
      </Dropdown>
    </div>
  );
}

function Panel() {
  const panel = useOnDemand(load, true);
  return panel ? <panel.TableViewPanel /> : <div style={{ height: '27rem' }} />;
}
