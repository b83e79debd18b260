import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { serverDate } from '#src/lib/clock.ts';
import { separatorOf, writeCsv } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { countSteps } from '#src/services/jobs/job.ts';
import { useIsOrphaned } from '#src/services/jobs/use-orphaned.ts';
import { useKeptErrorText } from '#src/services/problems/kept-refusals.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { usePages } from '#src/ui/list/use-pages.ts';
import { Notice } from '#src/ui/notice.tsx';
import {
  type InvitationJob,
  type InvitationJobs,
  type InvitationStep,
  invitationWork,
} from './invitation-jobs.ts';

interface InviteResultsProps {
  readonly jobs: InvitationJobs;
  readonly job: InvitationJob;
}

/** The result of each invitation of a list, and what can still be done. */
export function InviteResults({ jobs, job }: InviteResultsProps) {
  const t = useTranslations('people.invite');
  const queryClient = useQueryClient();
  const stateText = useStateText();
  const saveReport = useReport(stateText);
  const pages = usePages(job.steps);
  const rests = useIsOrphaned(jobs, job.id);
  const { done, failed, total } = countSteps(job);
  const remaining = total - done;
  return (
    <div className="ui-stack">
      <p role="status">{t('results', { done, failed, total })}</p>
      {rests && remaining > 0 && (
        <Notice kind="warning">
          <p>{t('left')}</p>
        </Notice>
      )}
      <div className="ui-row">
        {rests && remaining > 0 && (
          <Button
            onClick={() =>
              jobs.resume(
                job.id,
                invitationWork(queryClient, (count) => t('task', { count })),
              )
            }
          >
            {t('goOn', { count: remaining })}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={17} aria-hidden />}
          onClick={() => saveReport(job.steps)}
        >
          {t('report')}
        </Button>
        {rests && (
          <Button variant="default" onClick={() => jobs.dismiss(job.id)}>
            {t('another')}
          </Button>
        )}
      </div>
      <Table
        label={t('title')}
        cards
        columns={[
          { id: 'email', title: t('columns.email'), cell: ({ email }) => email },
          { id: 'name', title: t('columns.name'), cell: ({ name }) => name },
          { id: 'role', title: t('columns.role'), width: 9, cell: ({ role }) => role ?? t('defaultRole') },
          { id: 'state', title: t('columns.state'), cell: stateText },
        ]}
        rows={pages.shown}
        keyOf={({ key }) => key}
        stateOf={({ state }) => (state === 'failed' ? 'problem' : undefined)}
      />
      <Pager label={t('pages')} paging={pages.paging} onGo={pages.go} />
    </div>
  );
}

function useStateText(): (row: InvitationStep) => string {
  const t = useTranslations('people.invite');
  const errorText = useKeptErrorText();
  return ({ state, failure, unsure }) => {
    const parts: string[] = [t(`states.${state}`)];
    if (failure) {
      const isKnown = failure.kind === 'conflict' && failure.refusal?.code !== 'under-way';
      if (isKnown && !unsure) parts.push(t('problems.existing'));
      else parts.push(errorText(new ApiError({ ...failure, operation: 'inviteUser' })));
      if (failure.kind === 'invalid' && failure.said) parts.push(failure.said);
    } else if (unsure && state === 'waiting') parts.push(t('unsure'));
    return parts.join(': ');
  };
}

/** Saves what was requested and its outcome as CSV. */
function useReport(stateText: (row: InvitationStep) => string) {
  const t = useTranslations('people.invite');
  const locale = useLocale();
  return (rows: readonly InvitationStep[]) => {
    const head = (['email', 'name', 'role', 'send', 'state'] as const).map((column) =>
      t(`columns.${column}`),
    );
    const body = rows.map((row) => [
      row.email,
      row.name,
      row.role ?? '',
      row.send ? t('yes') : t('no'),
      stateText(row),
    ]);
    const csv = writeCsv([head, ...body], separatorOf(locale));
    saveFile(
      new Blob([csv], { type: 'text/csv;charset=utf-8' }),
      `claritalk-invitations-${serverDate().toISOString().slice(0, 10)}.csv`,
    );
  };
}
