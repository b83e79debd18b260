import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { meetingKeys, meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { takesFirstSteps } from './model/first-steps.ts';
import { recentQuery, workingQuery } from './model/queries.ts';
import { MyTodos } from './my-todos.tsx';
import { NeedTiles } from './need-tiles.tsx';
import classes from './overview.module.css';
import type { OverviewParts } from './parts.ts';
import { RecentMeetings } from './recent-meetings.tsx';
import { useIndexed } from './use-indexed.ts';
import { useNeeds } from './use-needs.ts';
import { useWeeks } from './use-weeks.ts';
import { WeekChart } from './week-chart.tsx';

/** While meetings are on their way, their number and the newest ones are asked for this often. */
const followMs = 10_000;

/** Home: what needs the person, the newest meetings, to-dos, and the last weeks. */
export function OverviewPage({ parts }: { readonly parts: OverviewParts }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const now = new Date(useMinute());
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const working = useQuery({
    ...meetingListOptions(workingQuery),
    refetchInterval: ({ state }) => (state.data?.total ? followMs : false),
  });
  const moving = (working.data?.total ?? 0) > 0;
  const recent = useQuery({
    ...meetingListOptions(recentQuery),
    refetchInterval: moving ? followMs : false,
  });
  const indexed = useIndexed(recent.isFetched);
  const needs = useNeeds({
    user,
    working: working.data,
    workingFailed: working.isError,
    now,
    indexed,
    device: parts.device,
    links: parts.links,
  });
  const chart = useWeeks(now, indexed);
  const retry = () => void queryClient.refetchQueries({ queryKey: meetingKeys.lists, type: 'active' });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={format.dateTime(now, { dateStyle: 'full' })}
        actions={
          <Button
            component={Link}
            to={paths.record()}
            data-mark="record"
            leftSection={<IconMicrophone size={18} aria-hidden />}
          >
            {t('record')}
          </Button>
        }
      />
      <div className="ui-parts">
        {user && takesFirstSteps(user) && <FirstStepsSlot user={user} recent={recent.data} />}
        <NeedTiles needs={needs} isAdmin={takesFirstSteps(user)} />
        <div className={`ui-parts ${classes.columns}`}>
          <RecentMeetings query={recent} onRetry={retry} prepareMeeting={parts.prepareMeeting} />
          <div className="ui-parts">
            <WeekChart weeks={chart.weeks} failed={chart.failed} onRetry={chart.retry} note={chart.note} />
            <MyTodos
              user={user}
              indexed={indexed}
              load={parts.loadTodoRow}
              all={user ? parts.links.todosOf(user.name) : paths.actionItems()}
            />
          </div>
        </div>
      </div>
    </>
  );
}

interface SlotProps {
  readonly user: CurrentUser;
  readonly recent: MeetingPage | undefined;
}

const loadFirstSteps = () => import('./first-steps.tsx').then(({ FirstSteps }) => FirstSteps);

/** Admins alone load what knows whether there are first steps. */
function FirstStepsSlot(props: SlotProps) {
  const Steps = useOnDemand(loadFirstSteps, true);
  return Steps ? <Steps {...props} /> : null;
}
