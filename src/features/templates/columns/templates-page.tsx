import { Button } from '@mantine/core';
import { IconChartBar, IconDownload, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { makeDefault } from '#src/api/claritalk/change-templates.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import { JobNotices } from '../jobs/job-notices.tsx';
import { type ColumnName, choose, templateSorts, writeAddress } from '../shared/address.ts';
import { loadTemplates } from '../shared/load-templates.ts';
import { useQuestionRefusals } from '../shared/permission.ts';
import { WriteProblem } from '../shared/write-problem.tsx';
import type { ColumnHandle, Editing } from './column.tsx';
import classes from './columns.module.css';
import { effectiveType, themesOf } from './effective.ts';
import { sortItems } from './find.ts';
import { QuestionsColumn } from './questions-column.tsx';
import { ThemesColumn } from './themes-column.tsx';
import { TypesColumn } from './types-column.tsx';
import { useColumnKeys } from './use-column-keys.ts';
import { useTemplatesAddress } from './use-templates-address.ts';

const loadExportDialog = () => import('../dialogs/export-dialog.tsx');

export const loader = loadTemplates;

/** Meeting types, their themes and the questions of these: three columns that follow each other. */
export function Component() {
  const t = useTranslations('templates');
  const locale = useLocale();
  const types = useQuery(meetingTypesOptions());
  const themes = useQuery(themesOptions());
  const { data: self } = useQuery(currentUserQuery());
  const { address, go } = useTemplatesAddress();
  const [params] = useSearchParams();
  // A link from the health of templates opens its question to be edited.
  const [editing, setEditing] = useState<Editing | undefined>(() =>
    params.has('edit') && address.question !== undefined
      ? { column: 'questions', id: address.question }
      : undefined,
  );
  const [exporting, setExporting] = useState(false);
  const exportDialog = useOnDemand(loadExportDialog, exporting);
  const makingDefault = useWriteInTurn(makeDefault);
  const { sort } = address;
  const typeId = types.data && themes.data && effectiveType(address, types.data, themes.data);
  const own = useMemo(
    () =>
      types.data && themes.data && typeId !== undefined
        ? themesOf(typeId, types.data, themes.data)
        : undefined,
    [types.data, themes.data, typeId],
  );
  const first = useMemo(
    () => own && sortItems(own, ({ name }) => name, sort, locale)[0]?.item.id,
    [own, sort, locale],
  );
  const themeId = own?.some(({ id }) => id === address.theme) ? address.theme : first;
  const lost = themes.isSuccess && address.theme !== undefined && themeId !== address.theme;
  const refusals = useQuestionRefusals(self, undefined);
  const columns = {
    types: useRef<ColumnHandle>(null),
    themes: useRef<ColumnHandle>(null),
    questions: useRef<ColumnHandle>(null),
  };
  const shown = { ...address, type: typeId, theme: themeId };
  const scopeOf = (column: ColumnName) => ({ types: undefined, themes: typeId, questions: themeId })[column];
  useColumnKeys(columns, scopeOf, (column, id) => {
    const current = { types: typeId, themes: themeId, questions: address.question }[column];
    // What is only shown by default becomes a choice, so that a narrow screen moves on to its column.
    if (current !== id || address[column === 'types' ? 'type' : 'theme'] === undefined) {
      go((now) => choose({ ...now, type: typeId, theme: themeId, question: undefined }, column, id));
    }
  });
  const depth = address.theme !== undefined ? 'questions' : address.type !== undefined ? 'themes' : 'types';
  const failed = [types, themes].find((query) => query.isError && !query.data);
  const common = { address, go, editing, onEdit: setEditing };
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <SelectFilter
              label={t('sort.label')}
              value={sort}
              options={templateSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
              onChange={(chosen) => go((now) => ({ ...now, sort: chosen }), true)}
            />
            {indexStore.available && (
              <Button
                component={Link}
                to={paths.insight('', '/templates')}
                variant="default"
                leftSection={<IconChartBar size={17} aria-hidden />}
              >
                {t('health')}
              </Button>
            )}
            <WhyNot refusal={refusals.view}>
              {(blocked) => (
                <Button
                  variant="default"
                  leftSection={<IconDownload size={17} aria-hidden />}
                  onClick={() => !blocked && setExporting(true)}
                  {...blocked}
                >
                  {t('export.action')}
                </Button>
              )}
            </WhyNot>
            <Button
              component={Link}
              to={paths.importTemplates(writeAddress(shown))}
              leftSection={<IconFileImport size={17} aria-hidden />}
            >
              {t('import.action')}
            </Button>
          </>
        }
      />
      {exporting && exportDialog && (
        <exportDialog.ExportDialog
          type={types.data?.find(({ id }) => id === typeId)}
          theme={own?.find(({ id }) => id === themeId)}
          onClose={() => setExporting(false)}
        />
      )}
      {makingDefault.state.phase !== 'idle' && (
        <div className="ui-before">
          <WriteProblem write={makingDefault} onClose={makingDefault.clear} />
        </div>
      )}
      <JobNotices />
      {lost && (
        <div className="ui-before">
          <Notice kind="warning">
            <p>{t('missing')}</p>
          </Notice>
        </div>
      )}
      {failed ? (
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void types.refetch();
            void themes.refetch();
          }}
        />
      ) : (
        <>
          <BackOnNarrow
            depth={depth}
            address={writeAddress(choose(shown, depth === 'questions' ? 'themes' : 'types', undefined))}
          />
          <div className={`ui-card ${classes.columns}`} data-depth={depth}>
            <TypesColumn
              ref={columns.types}
              types={types.data}
              themes={themes.data}
              typeId={typeId}
              copyRefusal={refusals.view}
              onMakeDefault={(type) => void makingDefault.run(type)}
              {...common}
            />
            <ThemesColumn
              ref={columns.themes}
              themes={types.data && themes.data && (own ?? [])}
              typeId={typeId}
              themeId={themeId}
              types={types.data}
              allThemes={themes.data}
              copyRefusal={refusals.view}
              {...common}
            />
            <QuestionsColumn
              ref={columns.questions}
              self={self}
              types={types.data}
              themes={themes.data}
              themeId={themeId}
              {...common}
            />
          </div>
        </>
      )}
    </>
  );
}

interface BackOnNarrowProps {
  readonly depth: ColumnName;
  /** Of the column before. */
  readonly address: string;
}

/** A narrow screen shows one column; this is the way to the one before. */
function BackOnNarrow({ depth, address }: BackOnNarrowProps) {
  const t = useTranslations('templates');
  if (depth === 'types') return null;
  const before = depth === 'questions' ? 'themes' : 'types';
  return (
    <div className={classes.back}>
      <BackLink to={paths.templates(address)} label={t(`columns.${before}`)} keepsScroll />
    </div>
  );
}
