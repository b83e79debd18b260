import { NativeSelect } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { refreshMeetingLists } from '#src/api/claritalk/meetings/meeting-cache.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { doneOrThrow } from '#src/api/client/certain.ts';
import { batches } from '#src/services/jobs/batch-queue.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { BulkDialogProps } from '../shared/bulk-dialog-props.ts';
import { assign } from './assign.ts';
import { type Assignment, assignsSomething } from './assignment.ts';
import { BulkNames } from './bulk-names.tsx';

const leave = 'leave';
const none = 'none';

/** Chooses a dossier and teams for many meetings; everything else in them stays as it is. */
export function BulkAssignDialog({ meetings, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations('meetings');
  const asks = useTranslations('bulk.assign');
  const queryClient = useQueryClient();
  const dossiers = useQuery(dossiersOptions());
  const teams = useQuery(teamsOptions());
  const [chosen, setChosen] = useState<Assignment>({
    dossierId: undefined,
    teams: { how: 'leave', ids: [] },
  });
  const [nothing, setNothing] = useState(false);
  const count = meetings.length;
  const nameOf = (meeting: { readonly name: string | undefined }) => meeting.name ?? t('untitled');
  const begin = () => {
    if (!assignsSomething(chosen)) {
      setNothing(true);
      return false;
    }
    batches.add({
      title: asks('task', { count }),
      items: meetings,
      keyOf: ({ id }) => id,
      labelOf: nameOf,
      // Read twice, for all that must stay, and written once unless nothing differs: so it can be repeated.
      callsPerItem: 3,
      run: async ({ id }, signal) => {
        doneOrThrow(await assign(queryClient, id, chosen, { signal, hasty: true }));
      },
      onEnd: () => void refreshMeetingLists(queryClient),
    });
    onStarted();
    return true;
  };
  const broken = [dossiers, teams].find(({ isError, data }) => isError && !data);
  return (
    <FormDialog
      title={asks('title', { count })}
      submit={broken ? undefined : asks('confirm')}
      error={nothing && asks('nothing')}
      onSubmit={begin}
      onClose={onClose}
    >
      {broken ? (
        <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />
      ) : (
        <>
          <p>{asks('body')}</p>
          <BulkNames names={meetings.map(nameOf)} />
          <AssignmentFields
            dossiers={dossiers.data ?? []}
            teams={teams.data ?? []}
            chosen={chosen}
            onChoose={(next) => {
              setChosen(next);
              setNothing(false);
            }}
          />
        </>
      )}
    </FormDialog>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface AssignmentFieldsProps {
  readonly dossiers: readonly Named[];
  readonly teams: readonly Named[];
  readonly chosen: Assignment;
  readonly onChoose: (next: Assignment) => void;
}

function AssignmentFields({ dossiers, teams, chosen, onChoose }: AssignmentFieldsProps) {
  const t = useTranslations('bulk.assign');
  const { dossierId } = chosen;
  const { how, ids } = chosen.teams;
  const choose = (change: Partial<Assignment['teams']>) =>
    onChoose({ ...chosen, teams: { ...chosen.teams, ...change } });
  return (
    <>
      <NativeSelect
        label={t('dossier')}
        value={dossierId === undefined ? leave : (dossierId ?? none)}
        data-autofocus
        onChange={({ currentTarget: { value } }) =>
          onChoose({ ...chosen, dossierId: value === leave ? undefined : value === none ? null : value })
        }
        data={[
          { value: leave, label: t('leave') },
          { value: none, label: t('noDossier') },
          ...dossiers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={t('teams')}
        description={t('teamsHint')}
        value={how}
        onChange={({ currentTarget: { value } }) =>
          choose({ how: value === 'add' || value === 'replace' ? value : 'leave' })
        }
        data={[
          { value: 'leave', label: t('leave') },
          { value: 'add', label: t('addTeams') },
          { value: 'replace', label: t('replaceTeams') },
        ]}
      />
      {how !== 'leave' && (
        <fieldset>
          <legend>{t('which')}</legend>
          {teams.map(({ id, name }) => (
            <label key={id} className="ui-check">
              <input
                type="checkbox"
                checked={ids.includes(id)}
                onChange={(event) =>
                  choose({
                    ids: event.currentTarget.checked ? [...ids, id] : ids.filter((other) => other !== id),
                  })
                }
              />
              <span dir="auto">{name}</span>
            </label>
          ))}
          {teams.length === 0 && <span>{t('noTeams')}</span>}
        </fieldset>
      )}
    </>
  );
}
