import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { readSeal } from '../export/seal/seal.ts';
import { type CheckResult, checkFile, checkPrinted } from './check-document.ts';
import { FileField } from './file-field.tsx';
import { VerdictPanel } from './verdict-panel.tsx';
import classes from './verify-page.module.css';

/** Checks whether a document says what was approved. */
export function Component() {
  const t = useTranslations('verify');
  const queryClient = useQueryClient();
  const [result, setResult] = useState<{ readonly name: string; readonly outcome: CheckResult }>();
  const [checking, setChecking] = useState(false);
  const check = async (name: string, work: () => Promise<CheckResult>) => {
    setChecking(true);
    setResult(undefined);
    // A file that cannot be read from disk is as unreadable as a foreign one.
    const outcome = await work().catch((): CheckResult => ({ kind: 'unreadable' }));
    setResult({ name, outcome });
    setChecking(false);
  };
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="ui-parts ui-narrow">
        <Panel title={t('file.title')}>
          <FileField
            busy={checking}
            onFile={(file) => void check(file.name, () => checkFile(queryClient, file))}
          />
        </Panel>
        <Panel title={t('printed.title')}>
          <PrintedForm
            busy={checking}
            onCheck={(meeting, seal) => void check(seal, () => checkPrinted(queryClient, meeting, seal))}
          />
        </Panel>
        <div role="status">
          {checking && <p>{t('checking')}</p>}
          {result && <VerdictPanel name={result.name} result={result.outcome} />}
        </div>
      </div>
    </>
  );
}

interface PrintedFormProps {
  readonly busy: boolean;
  readonly onCheck: (meetingId: string, seal: string) => void;
}

function PrintedForm({ busy, onCheck }: PrintedFormProps) {
  const t = useTranslations('verify.printed');
  const [search] = useSearchParams();
  const [meeting, setMeeting] = useState(search.get('meeting') ?? '');
  const [seal, setSeal] = useState('');
  const [tried, setTried] = useState(false);
  const read = readSeal(seal);
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read !== undefined && meeting.trim() !== '') onCheck(meeting.trim(), read);
      }}
    >
      <p className="ui-hint">{t('hint')}</p>
      <TextInput
        label={t('meeting')}
        value={meeting}
        onChange={({ currentTarget }) => setMeeting(currentTarget.value)}
        error={tried && meeting.trim() === '' ? t('meetingMissing') : undefined}
      />
      <TextInput
        label={t('seal')}
        value={seal}
        onChange={({ currentTarget }) => setSeal(currentTarget.value)}
        error={tried && read === undefined ? t('sealWrong') : undefined}
        spellCheck={false}
        autoComplete="off"
      />
      <Button type="submit" variant="default" disabled={busy}>
        {t('check')}
      </Button>
    </form>
  );
}
