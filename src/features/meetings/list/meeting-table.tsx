import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { memo, useState } from 'react';
import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { FollowLink } from '#src/ui/list/use-follow-link.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { type DetailCells, MeetingCell } from './meeting-cell.tsx';
import classes from './meeting-table.module.css';
import { sameMeeting } from './model/same-meeting.ts';
import { type Column, detailColumns, isUsual, neededWidth } from './model/table-layout.ts';
import { usePrefetchMeeting } from './prefetch-meeting.ts';
import { SelectBox, SelectPage } from './select-box.tsx';
import { useOpenMeeting, useOpenRow } from './use-open-meeting.ts';
import { usePortions } from './use-portions.ts';
import { type RowTexts, useRowTexts } from './use-row-texts.ts';
import { useTableLayout } from './views/table-layout-setting.ts';

export interface MeetingsShown {
  /** Undefined while they are on their way. */
  readonly items: readonly MeetingListItem[] | undefined;
  /** How many placeholders stand there in the meantime. */
  readonly skeletons: number;
  readonly ownerName: (uuid: string | undefined) => string;
}

const loadDetails = () => import('./detail-cell.tsx');

// Beside the table on wide screens: navigation and the page's margins, in rem.
const besides = 15 + 5;

/**
 * Meetings on wide screens. Not the table of src/ui/list/table.tsx: it draws up to a hundred rows in portions, draws
 * again only those that changed, and lets people choose its columns, their order and its density.
 */
export const MeetingTable = memo(function MeetingTable({ items, skeletons, ownerName }: MeetingsShown) {
  const t = useTranslations('meetings');
  const { columns, density } = useTableLayout();
  const details = useOnDemand(
    loadDetails,
    columns.some((column) => detailColumns.includes(column)),
  );
  const width = neededWidth(columns);
  const fits = useMediaQuery(`(min-width: ${width + besides}em)`, true, { getInitialValueInEffect: false });
  const usual = isUsual(columns);
  const texts = useRowTexts();
  const address = useAddressOf(items);
  const open = useOpenMeeting(address);
  const openRow = useOpenRow(address);
  const drawn = usePortions(items);
  return (
    // A table that was made wider than the page scrolls in its frame, and its head with it.
    <div className={classes.frame} data-scrolls={(!usual && !fits) || undefined}>
      {details && items && <details.DetailLoader ids={items.map(({ id }) => id)} />}
      <table
        className={`ui-card ui-small ui-full ${classes.table}`}
        aria-label={items ? t('title') : t('loading')}
        data-density={density}
        data-usual={usual || undefined}
        style={usual ? undefined : { minWidth: `${width}rem` }}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.select} data-screen>
              <SelectPage shown={items ?? none} />
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...openRow}>
          {items
            ? items
                .slice(0, drawn)
                .map((meeting) => (
                  <MeetingRow
                    key={meeting.id}
                    meeting={meeting}
                    owner={ownerName(meeting.ownerUuid)}
                    open={open}
                    columns={columns}
                    details={details}
                    texts={texts}
                  />
                ))
            : skeletonKeys(skeletons).map((row) => <SkeletonRow key={row} row={row} columns={columns} />)}
          {items && <Rest rows={items.length - drawn} />}
        </tbody>
      </table>
    </div>
  );
});

/** The query of the address that these meetings came with: it does not change before they do. */
export function useAddressOf(items: readonly MeetingListItem[] | undefined): string {
  const { search } = useLocation();
  const [known, setKnown] = useState({ items, search });
  if (known.items !== items) setKnown({ items, search });
  return known.search;
}

const none: readonly MeetingListItem[] = [];

interface MeetingRowProps {
  readonly meeting: MeetingListItem;
  readonly owner: string;
  readonly open: FollowLink;
  readonly columns: readonly Column[];
  readonly details: DetailCells | undefined;
  readonly texts: RowTexts;
}

const MeetingRow = memo(function MeetingRow({
  meeting,
  owner,
  open,
  columns,
  details,
  texts,
}: MeetingRowProps) {
  return (
    <tr {...usePrefetchMeeting(meeting.id)} data-row data-meeting={meeting.id}>
      <td className={classes.select} data-screen>
        <SelectBox meeting={meeting} texts={texts} />
      </td>
      {columns.map((column) => (
        <td key={column} data-column={column}>
          <MeetingCell
            column={column}
            meeting={meeting}
            owner={owner}
            open={open}
            flagged={!columns.includes('quality')}
            details={details}
            texts={texts}
          />
        </td>
      ))}
    </tr>
  );
}, sameRow);

/** Whether a row would be drawn the same: a page that was read again brings the same meetings as other objects. */
function sameRow(
  { meeting: before, ...others }: MeetingRowProps,
  { meeting: after, ...next }: MeetingRowProps,
): boolean {
  return (
    sameMeeting(before, after) &&
    others.owner === next.owner &&
    others.open === next.open &&
    others.columns === next.columns &&
    others.details === next.details &&
    others.texts === next.texts
  );
}

/** As high as the rows that are still to be drawn, so that the page has its length from the beginning. */
function Rest({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden>
      <td className={classes.rest} style={{ height: `calc(${rows} * var(--row-height))` }} />
    </tr>
  );
}

/** Placeholders never move, so their positions identify them. */
export const skeletonKeys = (count: number): readonly number[] => [...new Array(count).keys()];

// Widths that differ a little look like words; they repeat, so that nothing moves between renderings.
const widths = ['72%', '54%', '63%', '46%', '80%'];

interface SkeletonRowProps {
  readonly row: number;
  readonly columns: readonly Column[];
}

function SkeletonRow({ row, columns }: SkeletonRowProps) {
  return (
    <tr aria-hidden>
      <td className={classes.select} data-screen />
      {columns.map((column) => (
        <td key={column} data-column={column}>
          {column === 'status' ? (
            <Skeleton height={22} width={92} radius="xl" />
          ) : (
            <Skeleton
              height={12}
              width={column === 'name' ? widths[row % widths.length] : '70%'}
              radius="xl"
            />
          )}
        </td>
      ))}
    </tr>
  );
}
