import { Link } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import classes from './meeting-table.module.css';
import type { Column } from './model/table-layout.ts';
import { QualityFlag } from './quality-flag.tsx';

/** Cells that are loaded when somebody chose one of their columns. */
export type DetailCells = typeof import('./detail-cell.tsx');

interface MeetingCellProps {
  readonly column: Column;
  readonly meeting: MeetingListItem;
  /** How to call the owner. */
  readonly owner: string;
  /** Address of the list, to come back to. */
  readonly list: string;
  /** Whether the status shows the quality flag too, because it has no column of its own. */
  readonly flagged: boolean;
  /** Cells of columns that the list does not answer, once their code is there. */
  readonly details: DetailCells | undefined;
}

const Nothing = () => <span aria-hidden>–</span>;

/** What one column says of a meeting. */
export function MeetingCell({ column, meeting, owner, list, flagged, details }: MeetingCellProps) {
  const t = useTranslations('meetings');
  const locale = useLocale();
  switch (column) {
    case 'name':
      return (
        <Link
          to={paths.meeting(meeting.id)}
          state={{ list }}
          className={classes.link ?? ''}
          title={meeting.name}
        >
          {meeting.name ?? t('untitled')}
        </Link>
      );
    case 'owner':
      return owner;
    case 'status':
      return (
        <span className={classes.status}>
          <StatusBadge status={meeting.status} />
          {flagged && meeting.qualityFlag && <QualityFlag />}
        </span>
      );
    case 'quality':
      return meeting.qualityFlag ? (
        <span className={classes.status}>
          <QualityFlag />
        </span>
      ) : (
        <Nothing />
      );
    case 'locale':
      return meeting.locale ? languageName(meeting.locale, locale) : <Nothing />;
    case 'created':
      return <Moment at={meeting.createdAt} />;
    case 'updated':
      return <Moment at={meeting.updatedAt} relative />;
    case 'type':
    case 'dossier':
    case 'teams':
      return details ? <details.DetailCell column={column} id={meeting.id} /> : null;
  }
}
