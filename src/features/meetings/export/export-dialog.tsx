import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Input.layer.css';
import { Checkbox, NativeSelect } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { browserSeparator } from '#src/lib/csv/csv.ts';
import { paths } from '#src/paths.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { useClipCount } from '../evidence/use-clip-count.ts';
import { type ExportChoice, exportChoice, exportFormats } from './export-choice.ts';
import classes from './export-dialog.module.css';
import { FormatChoice } from './format-choice.tsx';
import { mailDraft } from './mail-draft.ts';
import { MissingNotice } from './missing-notice.tsx';
import { useSealState } from './seal/use-seal-state.ts';
import { type ExportState, useExport } from './use-export.ts';

interface ExportDialogProps {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}

/** Exports the minutes of a meeting, in a format and a language. */
export function ExportDialog({ meeting, onClose }: ExportDialogProps) {
  const t = useTranslations('export');
  const dialog = useTranslations('dialog');
  const { language: own } = useLanguage();
  const stored = useSyncExternalStore(exportChoice.subscribe, exportChoice.get);
  const language: DocumentLanguage = stored.language ?? own;
  const { state, run, cancel, reset } = useExport(meeting);
  const choose = (change: Partial<ExportChoice>) => {
    exportChoice.set({ ...stored, ...change });
    reset();
  };
  const working = state.kind === 'working';
  const { user, clips } = useClipCount(meeting);
  // Asked each time: what was said leaves this device with it.
  const [withSound, setWithSound] = useState(false);
  const choice = { ...stored, language, evidence: withSound ? user : undefined };
  return (
    <FormDialog
      title={t('title')}
      submit={t(stored.format === 'copy' ? 'copy' : 'save')}
      busy={working}
      cancel={working ? t('stop') : state.kind === 'done' ? dialog('close') : undefined}
      onCancel={working ? cancel : undefined}
      aside={
        <Link className={classes.verify ?? ''} to={paths.verify()}>
          {t('verify')}
        </Link>
      }
      onSubmit={() => {
        void run(choice);
        return false;
      }}
      onClose={onClose}
    >
      <StatusLine meeting={meeting} />
      <FormatChoice
        formats={exportFormats}
        texts={(format) => ({ name: t(`formats.${format}.name`), hint: t(`formats.${format}.hint`) })}
        chosen={stored.format}
        disabled={working}
        onChoose={(format) => choose({ format })}
      />
      <NativeSelect
        label={t('language')}
        description={t('languageHint')}
        value={language}
        disabled={working || stored.format === 'json'}
        onChange={({ currentTarget: { value } }) => {
          if (isDocumentLanguage(value)) choose({ language: value });
        }}
        data={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
      />
      {stored.format === 'csv' && (
        <NativeSelect
          label={t('separator')}
          value={stored.separator ?? browserSeparator()}
          disabled={working}
          onChange={({ currentTarget: { value } }) => choose({ separator: value === ',' ? ',' : ';' })}
          data={[
            { value: ';', label: t('semicolon') },
            { value: ',', label: t('comma') },
          ]}
        />
      )}
      <Checkbox
        label={t('comments')}
        description={t('commentsHint')}
        checked={stored.comments}
        disabled={working}
        onChange={({ currentTarget: { checked } }) => choose({ comments: checked })}
      />
      {clips > 0 && (
        <Checkbox
          label={t('evidence', { count: clips })}
          description={t(stored.format === 'pdf' ? 'evidenceHint' : 'evidencePdf')}
          checked={withSound && stored.format === 'pdf'}
          disabled={working || stored.format !== 'pdf'}
          onChange={({ currentTarget: { checked } }) => {
            setWithSound(checked);
            reset();
          }}
        />
      )}
      <Outcome state={state} meeting={meeting} />
      {state.kind === 'missing' && (
        <MissingNotice
          characters={state.characters}
          onWord={() => {
            choose({ format: 'docx' });
            void run({ ...choice, format: 'docx' });
          }}
          onAnyway={() => void run(choice, true)}
        />
      )}
    </FormDialog>
  );
}

/** Whether the document will say that it is a draft. */
function StatusLine({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('export.status');
  const state = useSealState(meeting, meeting.review);
  return <p className="ui-dimmed">{state && t(state)}</p>;
}

interface OutcomeProps {
  readonly state: ExportState;
  readonly meeting: Meeting;
}

function Outcome({ state, meeting }: OutcomeProps) {
  const t = useTranslations('export');
  return (
    <div>
      {state.kind === 'working' && <progress value={state.share} aria-label={t('working')} />}
      <div role="status">
        {state.kind === 'done' && (
          <p className="ui-line">
            <IconCheck size={18} aria-hidden />
            <span className="ui-grow">
              {state.name === undefined ? t('copied') : t('saved', { name: state.name })}
            </span>
            {state.name === undefined && <MailDraft meeting={meeting} />}
          </p>
        )}
      </div>
      {state.kind === 'failed' && (
        <p className="ui-danger" role="alert">
          {t(`failed.${state.reason}`)}
        </p>
      )}
    </div>
  );
}

/** Opens a message to the attendees, for what was copied. */
function MailDraft({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('export');
  const meetings = useTranslations('meetings');
  const { data: user } = useQuery(currentUserQuery());
  const subject = t('mailSubject', { name: meeting.name ?? meetings('untitled') });
  const { href, left } = mailDraft(meeting.attendees, subject, user?.email);
  return (
    <span dir="auto">
      <a href={href}>{t('mail')}</a>
      {left > 0 && <span className="ui-note">{` ${t('mailLeft', { count: left })}`}</span>}
    </span>
  );
}
