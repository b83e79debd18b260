import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Input.layer.css';
import { Checkbox, NativeSelect } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useId, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
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
import { type ExportChoice, type ExportFormat, exportChoice, exportFormats } from './export-choice.ts';
import classes from './export-dialog.module.css';
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
        void run({ ...stored, language });
        return false;
      }}
      onClose={onClose}
    >
      <StatusLine meeting={meeting} />
      <Formats chosen={stored.format} disabled={working} onChoose={(format) => choose({ format })} />
      <NativeSelect
        rightSection={<IconChevronDown size={16} aria-hidden />}
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
          rightSection={<IconChevronDown size={16} aria-hidden />}
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
      <Outcome state={state} />
      {state.kind === 'missing' && (
        <MissingNotice
          characters={state.characters}
          onWord={() => {
            choose({ format: 'docx' });
            void run({ ...stored, format: 'docx', language });
          }}
          onAnyway={() => void run({ ...stored, language }, true)}
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

interface FormatsProps {
  readonly chosen: ExportFormat;
  readonly disabled: boolean;
  readonly onChoose: (format: ExportFormat) => void;
}

function Formats({ chosen, disabled, onChoose }: FormatsProps) {
  const t = useTranslations('export');
  const name = useId();
  return (
    <fieldset className={classes.formats} disabled={disabled}>
      <legend>{t('format')}</legend>
      {exportFormats.map((format) => (
        <label key={format} className="ui-option">
          <input
            type="radio"
            name={name}
            value={format}
            checked={format === chosen}
            onChange={() => onChoose(format)}
          />
          <span>{t(`formats.${format}.name`)}</span>
          <span className="ui-note">{t(`formats.${format}.hint`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Outcome({ state }: { readonly state: ExportState }) {
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
