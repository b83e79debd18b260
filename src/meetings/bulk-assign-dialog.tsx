import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/dossiers.ts';
import { meetingKeys } from '#src/api/meetings.ts';
import { updateMeeting } from '#src/api/save-meeting.ts';
import { teamsOptions } from '#src/api/teams.ts';
import { batches } from '#src/ui/batch-queue.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import type { BulkDialogProps } from './bulk-actions.ts';
import classes from './bulk-assign-dialog.module.css';
import { BulkNames } from './bulk-names.tsx';
import { type Assignment, assignmentChange, assignsSomething } from './model/assignment.ts';

const leave = 'leave';
const none = 'none';

/** Chooses a dossier and teams for many meetings; everything else in them stays as it is. */
export function BulkAssignDialog({ meetings, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations('meetings');
  const queryClient = useQueryClient();
  const dossiers = useQuery(dossiersOptions());
  const teams = useQuery(teamsOptions());
  const count = meetings.length;
  const nameOf = (meeting: { readonly name: string | undefined }) => meeting.name ?? t('untitled');
  const begin = (assignment: Assignment) => {
    batches.add({
      title: t('bulk.assign.task', { count }),
      items: meetings,
      keyOf: ({ id }) => id,
      labelOf: nameOf,
      // Read twice, for all that must stay, and written once.
      callsPerItem: 3,
      run: async ({ id }, signal) => {
        const saved = await updateMeeting(id, ({ meeting }) => assignmentChange(meeting, assignment), signal);
        queryClient.setQueryData(meetingKeys.detail(id), saved);
      },
      onEnd: () => void queryClient.invalidateQueries({ queryKey: meetingKeys.lists }),
    });
    onStarted();
    onClose();
  };
  const broken = [dossiers, teams].find(({ isError, data }) => isError && !data);
  return (
    <Dialog title={t('bulk.assign.title', { count })} onClose={onClose}>
      {(close) =>
        broken ? (
          <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />
        ) : (
          <>
            <p>{t('bulk.assign.body')}</p>
            <BulkNames names={meetings.map(nameOf)} />
            <AssignForm
              dossiers={dossiers.data ?? []}
              teams={teams.data ?? []}
              onCancel={close}
              onAssign={begin}
            />
          </>
        )
      }
    </Dialog>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface AssignFormProps {
  readonly dossiers: readonly Named[];
  readonly teams: readonly Named[];
  readonly onCancel: () => void;
  readonly onAssign: (assignment: Assignment) => void;
}

function AssignForm({ dossiers, teams, onCancel, onAssign }: AssignFormProps) {
  const t = useTranslations('meetings.bulk.assign');
  const cancel = useTranslations('dialog')('cancel');
  const [dossier, setDossier] = useState<string>(leave);
  const [how, setHow] = useState<Assignment['teams']['how']>('leave');
  const [ids, setIds] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const dossierId = dossier === leave ? undefined : dossier === none ? null : dossier;
    const assignment = { dossierId, teams: { how, ids } };
    if (assignsSomething(assignment)) onAssign(assignment);
    else setRefused(true);
  };
  return (
    <form onSubmit={submit} className={classes.form} onChange={() => setRefused(false)}>
      <NativeSelect
        rightSection={<IconChevronDown size={16} aria-hidden />}
        label={t('dossier')}
        value={dossier}
        onChange={(event) => setDossier(event.currentTarget.value)}
        data={[
          { value: leave, label: t('leave') },
          { value: none, label: t('noDossier') },
          ...dossiers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        rightSection={<IconChevronDown size={16} aria-hidden />}
        label={t('teams')}
        description={t('teamsHint')}
        value={how}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setHow(value === 'add' || value === 'replace' ? value : 'leave');
        }}
        data={[
          { value: 'leave', label: t('leave') },
          { value: 'add', label: t('addTeams') },
          { value: 'replace', label: t('replaceTeams') },
        ]}
      />
      {how !== 'leave' && (
        <fieldset className={classes.teams}>
          <legend>{t('which')}</legend>
          {teams.map(({ id, name }) => (
            <label key={id} className={classes.team}>
              <input
                type="checkbox"
                checked={ids.includes(id)}
                onChange={(event) =>
                  setIds(event.currentTarget.checked ? [...ids, id] : ids.filter((other) => other !== id))
                }
              />
              {name}
            </label>
          ))}
          {teams.length === 0 && <span>{t('noTeams')}</span>}
        </fieldset>
      )}
      {refused && (
        <p role="alert" className={classes.problem}>
          {t('nothing')}
        </p>
      )}
      <DialogActions>
        <Button variant="default" onClick={onCancel}>
          {cancel}
        </Button>
        <Button type="submit">{t('confirm')}</Button>
      </DialogActions>
    </form>
  );
}
