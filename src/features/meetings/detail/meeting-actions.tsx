import { Button } from '@mantine/core';
import { IconCalendarPlus, IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import { reviewedTodos } from '../review/review-view.ts';
import classes from './meeting-actions.module.css';

const loadDelete = () => import('../bulk/bulk-delete-dialog.tsx');
const loadNext = () => import('../export/calendar/next-meeting-dialog.tsx');

/** The actions on a meeting as a whole. */
export function MeetingActions({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.actions');
  const navigate = useNavigate();
  const { data: user } = useQuery(currentUserQuery());
  const nameOf = useOwnerName([meeting.ownerUuid]);
  const [deleting, setDeleting] = useState(false);
  const dialog = useOnDemand(loadDelete, deleting);
  const [planning, setPlanning] = useState(false);
  const next = useOnDemand(loadNext, planning);
  // The API lets people change and delete their own meetings and nobody else's.
  const owned = user === undefined || user.uuid.toLowerCase() === meeting.ownerUuid?.toLowerCase();
  const refusals = useRefusals();
  const refusal = owned ? undefined : refusals.owner(nameOf(meeting.ownerUuid));
  return (
    <>
      <WhyNot refusal={refusal}>
        {(blocked) =>
          blocked ? (
            <Button variant="default" leftSection={<IconPencil size={17} aria-hidden />} {...blocked}>
              {t('edit')}
            </Button>
          ) : (
            <Button
              component={Link}
              to={paths.editMeeting(meeting.id)}
              variant="default"
              leftSection={<IconPencil size={17} aria-hidden />}
            >
              {t('edit')}
            </Button>
          )
        }
      </WhyNot>
      <Dropdown trigger={t('more')} active={false} label={t('more')}>
        {(close) => (
          <div className={classes.menu}>
            <Button
              component={Link}
              to={paths.newMeeting(meeting.id)}
              variant="subtle"
              color="gray"
              justify="flex-start"
              leftSection={<IconCopy size={17} aria-hidden />}
            >
              {t('duplicate')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              justify="flex-start"
              leftSection={<IconCalendarPlus size={17} aria-hidden />}
              onClick={() => {
                close();
                setPlanning(true);
              }}
            >
              {t('planNext')}
            </Button>
            <WhyNot refusal={refusal}>
              {(blocked) => (
                <Button
                  variant="subtle"
                  color="gray"
                  justify="flex-start"
                  leftSection={<IconTrash size={17} aria-hidden />}
                  onClick={() => {
                    if (blocked) return;
                    close();
                    setDeleting(true);
                  }}
                  {...blocked}
                >
                  {t('delete')}
                </Button>
              )}
            </WhyNot>
          </div>
        )}
      </Dropdown>
      {next && user && (
        <next.NextMeetingDialog
          meeting={meeting}
          openTodos={reviewedTodos(meeting, meeting.review).filter(({ done }) => !done)}
          user={user}
          onClose={() => setPlanning(false)}
        />
      )}
      {dialog && (
        <dialog.BulkDeleteDialog
          meetings={[meeting]}
          onClose={() => setDeleting(false)}
          onStarted={() => void navigate(paths.meetings())}
        />
      )}
    </>
  );
}
