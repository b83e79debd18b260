import { Skeleton } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { Moment } from '#src/ui/moment.tsx';
import { StatusMark } from '#src/ui/status-badge.tsx';
import classes from './meeting-cards.module.css';
import { type MeetingsShown, skeletonKeys } from './meeting-table.tsx';
import { usePrefetchMeeting } from './prefetch-meeting.ts';
import { QualityFlag } from './quality-flag.tsx';
import { SelectBox } from './select-box.tsx';
import { type RowTexts, useRowTexts } from './use-row-texts.ts';

/** Meetings on narrow screens: the same data as the table. */
export function MeetingCards({ items, skeletons, ownerName }: MeetingsShown) {
  const t = useTranslations('meetings');
  const texts = useRowTexts();
  return (
    <ul className={classes.cards} aria-label={items ? t('title') : t('loading')}>
      {items
        ? items.map((meeting) => (
            <MeetingCard
              key={meeting.id}
              meeting={meeting}
              owner={ownerName(meeting.ownerUuid)}
              texts={texts}
            />
          ))
        : skeletonKeys(skeletons).map((card) => <SkeletonCard key={card} />)}
    </ul>
  );
}

interface MeetingCardProps {
  readonly meeting: MeetingListItem;
  readonly owner: string;
  readonly texts: RowTexts;
}

function MeetingCard({ meeting, owner, texts }: MeetingCardProps) {
  const t = useTranslations('meetings');
  const { search } = useLocation();
  const { name, ownerUuid, status, createdAt, updatedAt } = meeting;
  return (
    <li className={classes.card} {...usePrefetchMeeting(meeting.id)} data-meeting={meeting.id}>
      <div className={classes.select}>
        <SelectBox meeting={meeting} texts={texts} />
      </div>
      <Link to={paths.meeting(meeting.id)} state={{ list: search }} className={classes.link ?? ''}>
        {name ?? texts.untitled}
      </Link>
      <div className={classes.facts}>
        <StatusMark status={status} label={texts.status(status)} />
        {meeting.qualityFlag && <QualityFlag />}
        {ownerUuid !== undefined && <span>{owner}</span>}
        {meeting.locale && <span>{languageName(meeting.locale, texts.locale)}</span>}
        <Moment at={createdAt} />
        {updatedAt && (
          <span>
            {t('columns.updated')} <Moment at={updatedAt} relative />
          </span>
        )}
      </div>
    </li>
  );
}

function SkeletonCard() {
  return (
    <li className={classes.card} aria-hidden>
      <Skeleton height={14} width="65%" radius="xl" my={4} />
      <div className={classes.facts}>
        <Skeleton height={22} width={92} radius="xl" />
        <Skeleton height={10} width="45%" radius="xl" />
      </div>
    </li>
  );
}
