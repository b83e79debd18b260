import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { languageName } from '#src/lib/language-name.ts';
import { paths } from '#src/paths.ts';
import type { FollowLink } from '#src/ui/list/use-follow-link.ts';
import { MomentMark } from '#src/ui/moment.tsx';
import { StatusMark } from '#src/ui/status-badge.tsx';
import classes from './meeting-table.module.css';
import type { Column } from './model/table-layout.ts';
import { QualityFlag } from './quality-flag.tsx';
import type { RowTexts } from './use-row-texts.ts';

/** Cells that are loaded when someone chose one of their columns. */
export type DetailCells = typeof import('./detail-cell.tsx');

interface MeetingCellProps {
  readonly column: Column;
  readonly meeting: MeetingListItem;
  /** How to call the owner. */
  readonly owner: string;
  readonly open: FollowLink;
  /** Whether the status also shows the quality flag, because that has no column of its own. */
  readonly flagged: boolean;
  /** Cells of columns that the list does not provide, once their code is loaded. */
  readonly details: DetailCells | undefined;
  readonly texts: RowTexts;
}

const Nothing = () => <span aria-hidden>–</span>;

/** The content of one column for a meeting. */
export function MeetingCell({ column, meeting, owner, open, flagged, details, texts }: MeetingCellProps) {
  switch (column) {
    case 'name':
      return (
        <a
          href={paths.meeting(meeting.id)}
          onClick={open}
          className={classes.link}
          title={meeting.name}
          dir="auto"
        >
          {meeting.name ?? texts.untitled}
        </a>
      );
    case 'owner':
      return <span dir="auto">{owner}</span>;
    case 'status':
      return (
        <span className={classes.status}>
          <StatusMark status={meeting.status} label={texts.status(meeting.status)} />
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
      return meeting.locale ? <span>{languageName(meeting.locale, texts.locale)}</span> : <Nothing />;
    case 'created':
      return <MomentMark at={meeting.createdAt} format={texts.format} />;
    case 'updated':
      return <MomentMark at={meeting.updatedAt} format={texts.format} relative />;
    case 'type':
    case 'dossier':
    case 'teams':
      return details ? <details.DetailCell column={column} id={meeting.id} /> : null;
  }
}
