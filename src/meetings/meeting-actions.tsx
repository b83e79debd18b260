import { Button } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { Hint } from '#src/ui/hint.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from './meeting-actions.module.css';
import { useOwnerName } from './use-owner-name.ts';

const loadDelete = () => import('./bulk-delete-dialog.tsx');

/** What one can do with a meeting as a whole. */
export function MeetingActions({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.actions');
  const navigate = useNavigate();
  const { data: user } = useQuery(currentUserQuery());
  const nameOf = useOwnerName([meeting.ownerUuid]);
  const [deleting, setDeleting] = useState(false);
  const dialog = useOnDemand(loadDelete, deleting);
  // The API lets people change and delete their own meetings and nobody else's.
  const owned = user === undefined || user.uuid.toLowerCase() === meeting.ownerUuid?.toLowerCase();
  const hint = t('notOwner', { owner: nameOf(meeting.ownerUuid) });
  return (
    <>
      {owned ? (
        <Button
          component={Link}
          to={paths.editMeeting(meeting.id)}
          variant="default"
          leftSection={<IconPencil size={17} aria-hidden />}
        >
          {t('edit')}
        </Button>
      ) : (
        <Hint text={hint}>
          {(description) => (
            <Button
              variant="default"
              aria-disabled
              data-disabled
              leftSection={<IconPencil size={17} aria-hidden />}
              {...description}
            >
              {t('edit')}
            </Button>
          )}
        </Hint>
      )}
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
              disabled={!owned}
              leftSection={<IconTrash size={17} aria-hidden />}
              onClick={() => {
                close();
                setDeleting(true);
              }}
            >
              {t('delete')}
            </Button>
            {!owned && <p className={classes.hint}>{hint}</p>}
          </div>
        )}
      </Dropdown>
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
