import { Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChecklist,
  IconDeviceDesktop,
  IconMessages,
  type IconProps,
  IconRefresh,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import classes from './overview.module.css';

export interface Need {
  readonly id: 'review' | 'news' | 'working' | 'failed' | 'waiting' | 'device';
  /** Undefined while it is not known; null when it is unavailable. */
  readonly count: number | undefined | null;
  readonly to: string;
  /** More may follow: not everything has been read. */
  readonly soFar?: boolean;
  /** A hint beside the number. */
  readonly hint: string;
  /** Someone has to do something, or something may be lost. */
  readonly urgent: boolean;
}

const icons: Readonly<Record<Need['id'], ComponentType<IconProps>>> = {
  review: IconChecklist,
  news: IconChecklist,
  working: IconRefresh,
  failed: IconAlertTriangle,
  waiting: IconMessages,
  device: IconDeviceDesktop,
};

/** What needs the person, as numbers with links. */
export function NeedTiles({ needs }: { readonly needs: readonly Need[] }) {
  const t = useTranslations('overview.needs');
  return (
    <section aria-labelledby="overview-needs">
      <h2 id="overview-needs" className={classes.heading}>
        {t('title')}
      </h2>
      <ul className={`ui-list ${classes.tiles}`}>
        {needs.map((need) => (
          <NeedTile key={need.id} need={need} />
        ))}
      </ul>
    </section>
  );
}

function NeedTile({ need: { id, count, soFar = false, to, hint, urgent } }: { readonly need: Need }) {
  const t = useTranslations('overview.needs');
  const format = useFormatter();
  const Icon = icons[id];
  return (
    <li>
      <Link
        to={to}
        className={`ui-card ${classes.tile}`}
        data-quiet={!count || undefined}
        data-urgent={(urgent && !!count) || undefined}
        aria-busy={count === undefined}
      >
        <span className={`ui-line ui-strong ${classes.tileHead}`}>
          <Icon size={18} aria-hidden />
          <span>{t(id)}</span>
        </span>
        <span className={classes.number}>
          {count === undefined ? (
            <Skeleton component="span" width="2.5rem" height="1.75rem" display="block" />
          ) : count === null ? (
            '–'
          ) : (
            format.number(count)
          )}
        </span>
        <span className={`ui-note ${classes.tileHint}`} dir="auto">
          {count === null && !soFar ? t('unknown') : hint}
        </span>
      </Link>
    </li>
  );
}
