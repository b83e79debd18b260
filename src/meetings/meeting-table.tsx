import { Skeleton } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import classes from './meeting-table.module.css';
import { usePrefetchMeeting } from './prefetch-meeting.ts';
import { QualityFlag } from './quality-flag.tsx';

export interface MeetingsShown {
  /** Undefined while they are on their way. */
  readonly items: readonly MeetingListItem[] | undefined;
  /** How many placeholders stand there meanwhile. */
  readonly skeletons: number;
  readonly ownerName: (uuid: string | undefined) => string;
}

const columns = ['name', 'owner', 'status', 'locale', 'created', 'updated'] as const;

/** Meetings on wide screens. */
export function MeetingTable({ items, skeletons, ownerName }: MeetingsShown) {
  const t = useTranslations('meetings');
  return (
    <table className={classes.table} aria-label={items ? t('title') : t('loading')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items
          ? items.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} owner={ownerName(meeting.ownerUuid)} />
            ))
          : skeletonKeys(skeletons).map((row) => <SkeletonRow key={row} row={row} />)}
      </tbody>
    </table>
  );
}

function MeetingRow({ meeting, owner }: { readonly meeting: MeetingListItem; readonly owner: string }) {
  const t = useTranslations('meetings');
  const locale = useLocale();
  const { search } = useLocation();
  return (
    <tr {...usePrefetchMeeting(meeting.id)}>
      <td>
        <Link
          to={paths.meeting(meeting.id)}
          state={{ list: search }}
          className={classes.link ?? ''}
          title={meeting.name}
        >
          {meeting.name ?? t('untitled')}
        </Link>
      </td>
      <td>{owner}</td>
      <td>
        <span className={classes.status}>
          <StatusBadge status={meeting.status} />
          {meeting.qualityFlag && <QualityFlag />}
        </span>
      </td>
      <td data-column="locale">
        {meeting.locale ? languageName(meeting.locale, locale) : <span aria-hidden>–</span>}
      </td>
      <td className={classes.when}>
        <Moment at={meeting.createdAt} />
      </td>
      <td className={classes.when} data-column="updated">
        <Moment at={meeting.updatedAt} relative />
      </td>
    </tr>
  );
}

/** Placeholders never move, so their positions identify them. */
export const skeletonKeys = (count: number): readonly number[] => [...new Array(count).keys()];

// Widths that differ a little look like words; they repeat, so that nothing moves between renderings.
const widths = ['72%', '54%', '63%', '46%', '80%'];

function SkeletonRow({ row }: { readonly row: number }) {
  const line = (width: string | number) => <Skeleton height={12} width={width} radius="xl" />;
  return (
    <tr aria-hidden>
      <td>{line(widths[row % widths.length] ?? '60%')}</td>
      <td>{line('70%')}</td>
      <td>
        <Skeleton height={22} width={92} radius="xl" />
      </td>
      <td data-column="locale">{line('60%')}</td>
      <td>{line('80%')}</td>
      <td data-column="updated">{line('60%')}</td>
    </tr>
  );
}
