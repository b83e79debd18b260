import { Skeleton } from '@mantine/core';
import type { IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import classes from './overview.module.css';

/** What a tile shows. */
export interface Tile {
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

interface NeedTileProps {
  readonly need: Tile;
  readonly title: string;
  readonly Icon: ComponentType<IconProps>;
}

/** A number with a link. */
export function NeedTile({ need: { count, soFar = false, to, hint, urgent }, title, Icon }: NeedTileProps) {
  const t = useTranslations('overview.needs');
  const format = useFormatter();
  return (
    <li>
      <Link
        to={to}
        className={`ui-card ui-column ${classes.tile}`}
        data-quiet={!count || undefined}
        data-urgent={(urgent && !!count) || undefined}
        aria-busy={count === undefined}
      >
        <span className={`ui-line ui-strong ui-small ui-accent ${classes.tileHead}`}>
          <Icon size={18} aria-hidden />
          <span dir="auto">{title}</span>
        </span>
        <span className={`ui-figures ui-bold ${classes.number}`}>
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
