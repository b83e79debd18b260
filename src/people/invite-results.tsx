import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { isActive } from '#src/lib/batch.ts';
import { separatorOf, writeCsv } from '#src/lib/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { batches } from '#src/ui/batch-queue.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import type { InvitationRow, InvitationRun } from './invitation-run.ts';
import { peoplePageSize } from './model/people-search.ts';
import { PageArrows } from './page-arrows.tsx';
import classes from './people.module.css';

interface InviteResultsProps {
  readonly run: InvitationRun;
  readonly rows: readonly InvitationRow[];
}

/** How each invitation of a list fared, and what can still be done. */
export function InviteResults({ run, rows }: InviteResultsProps) {
  const t = useTranslations('people.invite');
  const queryClient = useQueryClient();
  const stateText = useStateText();
  const saveReport = useReport(stateText);
  const [wanted, setPage] = useState(1);
  const queue = useSyncExternalStore(batches.subscribe, batches.getSnapshot);
  const active = queue.some((batch) => batch.id === run.batchId && isActive(batch));
  const done = rows.filter(({ state }) => state === 'done').length;
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const remaining = rows.length - done;
  const page = Math.min(wanted, Math.ceil(rows.length / peoplePageSize));
  return (
    <div className={classes.results}>
      <p role="status">{t('results', { done, failed, total: rows.length })}</p>
      {!active && remaining > 0 && (
        <Notice kind="warning">
          <p>{t('left')}</p>
        </Notice>
      )}
      <div className={classes.actions}>
        {!active && remaining > 0 && (
          <Button onClick={() => run.start(queryClient, (count) => t('task', { count }))}>
            {t('goOn', { count: remaining })}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={17} aria-hidden />}
          onClick={() => saveReport(rows)}
        >
          {t('report')}
        </Button>
        {!active && (
          <Button variant="default" onClick={() => run.replace([])}>
            {t('another')}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section className={classes.scroller} aria-label={t('title')} tabIndex={0}>
        <table className={classes.table} aria-label={t('title')}>
          <thead>
            <tr>
              <th scope="col">{t('columns.email')}</th>
              <th scope="col">{t('columns.name')}</th>
              <th scope="col" data-column="role">
                {t('columns.role')}
              </th>
              <th scope="col">{t('columns.state')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice((page - 1) * peoplePageSize, page * peoplePageSize).map((row) => (
              <tr key={row.key} data-problem={row.state === 'failed' || undefined}>
                <th scope="row">{row.email}</th>
                <td>{row.name}</td>
                <td>{row.role ?? t('defaultRole')}</td>
                <td data-wraps>{stateText(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <PageArrows
        label={t('pages')}
        page={page}
        pageSize={peoplePageSize}
        total={rows.length}
        onGo={setPage}
      />
    </div>
  );
}

function useStateText(): (row: InvitationRow) => string {
  const t = useTranslations('people.invite');
  const errorText = useErrorText();
  return ({ state, failure, unsure }) => {
    const parts: string[] = [t(`states.${state}`)];
    if (failure) {
      const { kind, said } = failure;
      if (kind === 'conflict' && !unsure) parts.push(t('problems.existing'));
      else parts.push(errorText(new ApiError({ kind, operation: 'inviteUser' })));
      if (kind === 'invalid' && said) parts.push(said);
    } else if (unsure && state === 'waiting') parts.push(t('unsure'));
    return parts.join(': ');
  };
}

/** Saves what was wished and what became of it as CSV. */
function useReport(stateText: (row: InvitationRow) => string) {
  const t = useTranslations('people.invite');
  const locale = useLocale();
  return (rows: readonly InvitationRow[]) => {
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
      `claritalk-invitations-${new Date().toISOString().slice(0, 10)}.csv`,
    );
  };
}
