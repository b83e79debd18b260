import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { newsQuery, newsSince, statusesOf } from './model/queries.ts';
import type { Need } from './need-tiles.tsx';
import type { OverviewLinks, OwnDevice } from './parts.ts';

interface NeedsGiven {
  readonly user: CurrentUser | undefined;
  readonly working: MeetingPage | undefined;
  readonly workingFailed: boolean;
  readonly now: Date;
  /** Whether the index can be used; undefined while that is not known. */
  readonly indexed: boolean | undefined;
  readonly device: OwnDevice;
  readonly links: OverviewLinks;
}

/** The states of an unfinished review. */
const unreviewed = ['none', 'begun', 'flagged'] as const;

/** What needs the person. Only the index knows what is to be reviewed; without it news is shown instead. */
export function useNeeds({ user, working, workingFailed, now, indexed, device, links }: NeedsGiven): Need[] {
  const t = useTranslations('overview.needs');
  const since = newsSince(now);
  const failed = useQuery(meetingListOptions(newsQuery('failed', now)));
  const news = useQuery({ ...meetingListOptions(newsQuery('final', now)), enabled: indexed === false });
  const review = useReview(user, since, indexed === true);
  const count = (page: MeetingPage | undefined, isError: boolean) =>
    page ? (page.total ?? page.items.length) : isError ? null : undefined;
  const first: Need =
    indexed === false
      ? {
          id: 'news',
          count: count(news.data, news.isError),
          to: links.withStatus(statusesOf('final'), since),
          hint: t('lately'),
          urgent: false,
        }
      : {
          id: 'review',
          count: review.count,
          to: user ? links.toReview(user.uuid, since) : links.withStatus(statusesOf('final'), since),
          hint: review.complete ? t('reviewHint') : t('reviewSoFar'),
          soFar: review.soFar,
          urgent: false,
        };
  return [
    first,
    {
      id: 'working',
      count: count(working, workingFailed),
      to: links.withStatus(statusesOf('working'), undefined),
      hint: t('workingHint'),
      urgent: false,
    },
    {
      id: 'failed',
      count: count(failed.data, failed.isError),
      to: links.withStatus(statusesOf('failed'), since),
      hint: t('lately'),
      urgent: true,
    },
    deviceNeed(device, t),
  ];
}

function useReview(user: CurrentUser | undefined, since: Date, enabled: boolean) {
  const request = {
    query: '',
    filter: {
      ...noFilter,
      owners: user ? [user.uuid] : [],
      reviews: unreviewed,
      statuses: statusesOf('final'),
      from: since.getTime(),
    },
    order: 'desc',
    offset: 0,
    limit: 1,
  } as const;
  const { data, isError, known } = useIndexQuery(
    ['search', request],
    (index) => index.search(request),
    enabled && user !== undefined,
  );
  // "None so far" is not a number: an unread meeting may need review.
  const none = known === 'soFar' && data?.total === 0;
  return {
    count: data && known !== 'nothing' && !none ? data.total : isError || none ? null : undefined,
    complete: known === 'all',
    soFar: known === 'soFar',
  };
}

function deviceNeed(device: OwnDevice, t: ReturnType<typeof useTranslations<'overview.needs'>>): Need {
  const { recordings, stuck, left, drafts, to } = device;
  const hint =
    stuck > 0
      ? t('deviceStuck', { count: stuck })
      : left > 0
        ? t('deviceLeft', { count: left })
        : recordings > 0
          ? t('deviceUnderWay')
          : drafts > 0
            ? t('deviceDrafts', { count: drafts })
            : t('deviceNothing');
  return { id: 'device', count: recordings + drafts, to, hint, urgent: stuck + left > 0 };
}
