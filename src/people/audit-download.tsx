import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type AuditFilter, readAudit } from '#src/api/audit.ts';
import type { User } from '#src/api/users.ts';
import { separatorOf, writeCsv } from '#src/lib/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { Hint } from '#src/ui/hint.tsx';
import { useAuditTexts } from './use-audit-texts.ts';

/** More lines than this a spreadsheet does not like, and the gateway neither. */
const mostEntries = 10_000;

interface AuditDownloadProps {
  readonly filter: AuditFilter;
  readonly users: readonly User[] | undefined;
  /** Nothing is shown: there is nothing to save. */
  readonly empty: boolean;
}

/** Saves what the filters show as CSV, with the older entries that are not on the screen. */
export function AuditDownload({ filter, users, empty }: AuditDownloadProps) {
  const t = useTranslations('people.audit');
  const errorText = useErrorText();
  const locale = useLocale();
  const texts = useAuditTexts(users);
  const [working, setWorking] = useState(false);
  const [said, setSaid] = useState('');
  const save = async () => {
    setWorking(true);
    setSaid('');
    try {
      const { entries, more } = await readAudit(filter, mostEntries);
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
        entry.reason ?? '',
        texts.change(entry),
        entry.endedAt?.toISOString() ?? '',
        entry.requestId ?? '',
      ]);
      const csv = writeCsv([head, ...rows], separatorOf(locale));
      saveFile(
        new Blob([csv], { type: 'text/csv;charset=utf-8' }),
        `claritalk-audit-${new Date().toISOString().slice(0, 10)}.csv`,
      );
      if (more) setSaid(t('csvCut', { count: entries.length }));
    } catch (error) {
      setSaid(`${t('csvFailed')} ${errorText(error)}`);
    }
    setWorking(false);
  };
  const button = (described: object = {}) => (
    <Button
      variant="default"
      loading={working}
      leftSection={<IconDownload size={17} aria-hidden />}
      onClick={() => !empty && void save()}
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
      <span role="status">{said}</span>
    </>
  );
}
