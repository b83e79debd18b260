import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { browserSeparator } from '#src/lib/csv/csv.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { BulkDialogProps } from '../../shared/bulk-dialog-props.ts';
import { exportChoice } from '../export-choice.ts';
import { type ListExportState, type ListScope, useListExport } from './use-list-export.ts';

/** Exports the chosen meetings of the list. */
export function SelectionExportDialog({ meetings, onClose }: BulkDialogProps) {
  return <ListExportDialog scope={{ meetings }} onClose={onClose} />;
}

interface ListExportDialogProps {
  readonly scope: ListScope;
  readonly onClose: () => void;
}

/** Exports a list of meetings as a table or for programs. */
export function ListExportDialog({ scope, onClose }: ListExportDialogProps) {
  const t = useTranslations('export');
  const dialog = useTranslations('dialog');
  const { language: own } = useLanguage();
  const stored = useSyncExternalStore(exportChoice.subscribe, exportChoice.get);
  const language: DocumentLanguage = stored.language ?? own;
  const format = stored.listFormat;
  const { state, run, cancel } = useListExport(scope);
  const working = state.kind === 'working';
  const separator = stored.separator ?? browserSeparator();
  return (
    <FormDialog
      title={t('list.title')}
      submit={t('save')}
      busy={working}
      cancel={working ? t('stop') : state.kind === 'done' ? dialog('close') : undefined}
      onCancel={working ? cancel : undefined}
      onSubmit={() => {
        void run({ format, language, separator });
        return false;
      }}
      onClose={onClose}
    >
      <p className="ui-dimmed">
        {'meetings' in scope
          ? t('list.chosen', { count: scope.meetings.length })
          : t('find' in scope ? 'list.found' : 'list.all')}
      </p>
      <NativeSelect
        label={t('format')}
        value={format}
        disabled={working}
        onChange={({ currentTarget: { value } }) =>
          exportChoice.set({ ...stored, listFormat: value === 'json' ? 'json' : 'csv' })
        }
        data={[
          { value: 'csv', label: t('list.csv') },
          { value: 'json', label: t('list.json') },
        ]}
      />
      {format === 'csv' && (
        <>
          <NativeSelect
            label={t('list.language')}
            value={language}
            disabled={working}
            onChange={({ currentTarget: { value } }) => {
              if (isDocumentLanguage(value)) exportChoice.set({ ...stored, language: value });
            }}
            data={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
          />
          <NativeSelect
            label={t('separator')}
            value={separator}
            disabled={working}
            onChange={({ currentTarget: { value } }) =>
              exportChoice.set({ ...stored, separator: value === ',' ? ',' : ';' })
            }
            data={[
              { value: ';', label: t('semicolon') },
              { value: ',', label: t('comma') },
            ]}
          />
        </>
      )}
      <Outcome state={state} />
    </FormDialog>
  );
}

function Outcome({ state }: { readonly state: ListExportState }) {
  const t = useTranslations('export');
  const errorText = useErrorText();
  return (
    <div>
      {state.kind === 'working' && (
        <>
          <progress
            aria-label={t('list.working')}
            {...(state.total ? { value: state.collected / state.total } : {})}
          />
          <p className="ui-dimmed">{t('list.collected', { count: state.collected })}</p>
        </>
      )}
      <div role="status">
        {state.kind === 'done' && (
          <p className="ui-line">
            <IconCheck size={18} aria-hidden />
            <span className="ui-grow">{t('saved', { name: state.name })}</span>
          </p>
        )}
      </div>
      {state.kind === 'failed' && (
        <p className="ui-danger" role="alert">
          {`${t('list.failed')} ${errorText(state.error)}`}
        </p>
      )}
    </div>
  );
}
