import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { type AuditFilter, readAudit } from '#src/api/gateway/audit.ts';
import { serverDate } from '#src/lib/clock.ts';
import { separatorOf, writeCsv } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Hint } from '#src/ui/hint.tsx';
import { useAuditTexts } from './use-audit-texts.ts';

/** Neither spreadsheets nor the gateway cope well with more lines than this. */
const maxEntries = 10_000;

interface AuditDownloadProps {
  readonly filter: AuditFilter;
  readonly users: readonly User[] | undefined;
  /** Nothing is shown: there is nothing to save. */
  readonly empty: boolean;
}

/** Saves what the filters show as CSV, including older entries that are not on screen. */
export function AuditDownload({ filter, users, empty }: AuditDownloadProps) {
  const t = useTranslations('people.audit');
  const errorText = useErrorText();
  const locale = useLocale();
  const texts = useAuditTexts(users);
  const save = async (signal: AbortSignal | undefined) => {
    const { entries, more } = await readAudit(filter, maxEntries, signal);
    const head = [
      ...(['at', 'actor', 'action', 'target', 'outcome'] as const).map((column) => t(`columns.${column}`)),
      ...(['status', 'reason', 'change', 'ended', 'request'] as const).map((field) => t(field)),
    ];
    const rows = entries.map((entry) => [
      entry.at?.toISOString() ?? '',
      entry.actor ? `${entry.actor.name} <${entry.actor.email}>` : texts.actor(entry),
      texts.action(entry),
      entry.target ?? '',
      texts.outcome(entry),
      String(entry.status ?? ''),
      texts.reason(entry) ?? '',
      texts.change(entry),
      entry.endedAt?.toISOString() ?? '',
      entry.requestId ?? '',
    ]);
    const csv = writeCsv([head, ...rows], separatorOf(locale));
    saveFile(
      new Blob([csv], { type: 'text/csv;charset=utf-8' }),
      `claritalk-audit-${serverDate().toISOString().slice(0, 10)}.csv`,
    );
    return more ? entries.length : undefined;
  };
  const { state, busy, run } = useWrite<void, number | undefined>((_queryClient, _, { signal }) =>
    certainOf(save(signal)),
  );
  const said =
    state.phase === 'done' && state.value !== undefined
      ? t('csvCut', { count: state.value })
      : state.phase === 'refused' && `${t('csvFailed')} ${errorText(state.error)}`;
  const button = (described: object = {}) => (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={17} aria-hidden />}
      onClick={() => !empty && void run()}
      {...described}
    >
      {t('csv')}
    </Button>
  );
  return (
    <>
      {empty ? (
        <Hint text={t('csvEmpty')}>
          {(description) => button({ ...description, 'aria-disabled': true, 'data-disabled': true })}
        </Hint>
      ) : (
        button()
      )}
      <span role="status" dir="auto">
        {said}
      </span>
    </>
  );
}
