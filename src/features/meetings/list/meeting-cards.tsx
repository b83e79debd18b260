import { Skeleton } from '@mantine/core';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { languageName } from '#src/lib/language-name.ts';
import { paths } from '#src/paths.ts';
import type { FollowLink } from '#src/ui/list/use-follow-link.ts';
import { MomentMark } from '#src/ui/moment.tsx';
import { StatusMark } from '#src/ui/status-badge.tsx';
import classes from './meeting-cards.module.css';
import { type MeetingsShown, skeletonKeys, useAddressOf } from './meeting-table.tsx';
import { usePrefetchMeeting } from './prefetch-meeting.ts';
import { QualityFlag } from './quality-flag.tsx';
import { SelectBox } from './select-box.tsx';
import { useOpenMeeting } from './use-open-meeting.ts';
import { usePortions } from './use-portions.ts';
import { type RowTexts, useRowTexts } from './use-row-texts.ts';

/** Meetings on narrow screens: the same data as the table. */
export const MeetingCards = memo(function MeetingCards({ items, skeletons, ownerName }: MeetingsShown) {
  const t = useTranslations('meetings');
  const texts = useRowTexts();
  const open = useOpenMeeting(useAddressOf(items));
  const drawn = usePortions(items);
  return (
    <ul className={`ui-list ui-column ${classes.cards}`} aria-label={items ? t('title') : t('loading')}>
      {items
        ? items
            .slice(0, drawn)
            .map((meeting) => (
              <MeetingCard
                key={meeting.id}
                meeting={meeting}
                owner={ownerName(meeting.ownerUuid)}
                open={open}
                texts={texts}
              />
            ))
        : skeletonKeys(skeletons).map((card) => <SkeletonCard key={card} />)}
      {items && items.length > drawn && (
        <li aria-hidden style={{ height: `${(items.length - drawn) * cardHeight}rem` }} />
      )}
    </ul>
  );
});

/** About as high as a card with its gap: cards that are still to be drawn keep the length of the page. */
const cardHeight = 8;

interface MeetingCardProps {
  readonly meeting: MeetingListItem;
  readonly owner: string;
  readonly open: FollowLink;
  readonly texts: RowTexts;
}

const MeetingCard = memo(function MeetingCard({ meeting, owner, open, texts }: MeetingCardProps) {
  const { name, ownerUuid, status, createdAt, updatedAt } = meeting;
  return (
    <li
      className={`ui-card ${classes.card}`}
      {...usePrefetchMeeting(meeting.id)}
      data-row
      data-meeting={meeting.id}
    >
      <div className={classes.select}>
        <SelectBox meeting={meeting} texts={texts} />
      </div>
      <a href={paths.meeting(meeting.id)} onClick={open} className={`ui-opens ${classes.link}`} dir="auto">
        {name ?? texts.untitled}
      </a>
      <div className={`ui-meta ui-after ${classes.facts}`}>
        <StatusMark status={status} label={texts.status(status)} />
        {meeting.qualityFlag && <QualityFlag />}
        {ownerUuid !== undefined && <span dir="auto">{owner}</span>}
        {meeting.locale && <span>{languageName(meeting.locale, texts.locale)}</span>}
        <MomentMark at={createdAt} format={texts.format} />
        {updatedAt && (
          <span>
            <span dir="auto">{`${texts.updated} `}</span>
            <MomentMark at={updatedAt} format={texts.format} relative />
          </span>
        )}
      </div>
    </li>
  );
});

function SkeletonCard() {
  return (
    <li className={`ui-card ${classes.card}`} aria-hidden>
      <Skeleton height={14} width="65%" radius="xl" my={4} />
      <div className={`ui-meta ui-after ${classes.facts}`}>
        <Skeleton height={22} width={92} radius="xl" />
        <Skeleton height={10} width="45%" radius="xl" />
      </div>
    </li>
  );
}
