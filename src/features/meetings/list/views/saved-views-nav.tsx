import { IconAdjustments, IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { readMeetingSearch, writeMeetingSearch } from '../model/list-search.ts';
import classes from './saved-views-nav.module.css';
import { useSavedViews } from './saved-views-setting.ts';

const load = () => import('./saved-views-dialog.tsx');

/** The person's views in the navigation; nothing while there are none. */
export function SavedViewsNav({ onNavigate }: { readonly onNavigate: () => void }) {
  const t = useTranslations('meetings.views');
  const { pathname, search } = useLocation();
  const [views] = useSavedViews();
  const [managing, setManaging] = useState(false);
  const dialog = useOnDemand(load, managing);
  if (views.length === 0 && !managing) return null;
  const shown =
    pathname === paths.meetings()
      ? writeMeetingSearch({ ...readMeetingSearch(new URLSearchParams(search)), page: 1 })
      : undefined;
  return (
    <>
      <ul className={`ui-list ${classes.views}`} aria-label={t('title')}>
        {views
          .filter(({ pinned }) => pinned)
          .map((view) => (
            <li key={view.name}>
              <Link
                to={paths.meetings(view.search)}
                className={`ui-entry ui-dimmed ui-full ${classes.view}`}
                aria-current={view.search === shown ? 'true' : undefined}
                onClick={onNavigate}
              >
                <IconBookmark size={15} aria-hidden />
                <span className="ui-ellipsis" dir="auto">
                  {view.name}
                </span>
              </Link>
            </li>
          ))}
        <li>
          <button
            type="button"
            className={`ui-entry ui-dimmed ui-full ${classes.view}`}
            onClick={() => setManaging(true)}
          >
            <IconAdjustments size={15} aria-hidden />
            <span className="ui-ellipsis">{t('manage')}</span>
          </button>
        </li>
      </ul>
      {dialog && <dialog.SavedViewsDialog onClose={() => setManaging(false)} />}
    </>
  );
}
