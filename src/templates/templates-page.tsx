import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown, IconChevronLeft, IconDownload, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link, type LoaderFunctionArgs } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/templates.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import type { ColumnHandle, Editing } from './column.tsx';
import classes from './columns.module.css';
import { type ColumnName, choose, templateSorts, writeAddress } from './model/address.ts';
import { effectiveType, themesOf } from './model/effective.ts';
import { sortItems } from './model/find.ts';
import { useQuestionRefusals } from './permission.ts';
import { QuestionsColumn } from './questions-column.tsx';
import { RunNotices } from './run-notices.tsx';
import { ThemesColumn } from './themes-column.tsx';
import { TypesColumn } from './types-column.tsx';
import { useColumnKeys } from './use-column-keys.ts';
import { useTemplatesAddress } from './use-templates-address.ts';
import { useWriteProblem } from './use-write-problem.ts';

const loadExportDialog = () => import('./export-dialog.tsx');

/** Begins to load types and themes; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** Meeting types, their themes and the questions of these: three columns that follow each other. */
export function Component() {
  const t = useTranslations('templates');
  const locale = useLocale();
  const types = useQuery(meetingTypesOptions());
  const themes = useQuery(themesOptions());
  const { data: self } = useQuery(currentUserQuery());
  const { address, go } = useTemplatesAddress();
  const problemText = useWriteProblem();
  const [editing, setEditing] = useState<Editing>();
  const [exporting, setExporting] = useState(false);
  const exportDialog = useOnDemand(loadExportDialog, exporting);
  const [failure, setFailure] = useState<unknown>();
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
    // What nobody chose yet becomes a choice, so that a narrow screen goes on to its column.
    if (current !== id || address[column === 'types' ? 'type' : 'theme'] === undefined) {
      go(choose({ ...shown, question: undefined }, column, id));
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
            <NativeSelect
              aria-label={t('sort.label')}
              value={sort}
              rightSection={<IconChevronDown size={16} aria-hidden />}
              onChange={({ currentTarget: { value } }) =>
                go({ ...address, sort: templateSorts.find((known) => known === value) ?? 'created' }, true)
              }
              data={templateSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
            />
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
      {failure !== undefined && (
        <div role="alert" className={classes.failure}>
          <Notice kind="danger" action={{ label: t('understood'), onClick: () => setFailure(undefined) }}>
            <p>{problemText(failure)}</p>
          </Notice>
        </div>
      )}
      <RunNotices />
      {lost && (
        <div className={classes.failure}>
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
          <div className={classes.columns} data-depth={depth}>
            <TypesColumn
              ref={columns.types}
              types={types.data}
              themes={themes.data}
              typeId={typeId}
              copyRefusal={refusals.view}
              onFailure={setFailure}
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
    <Button
      component={Link}
      to={paths.templates(address)}
      preventScrollReset
      variant="subtle"
      size="compact-md"
      className={classes.back ?? ''}
      leftSection={<IconChevronLeft size={16} aria-hidden />}
    >
      {t(`columns.${before}`)}
    </Button>
  );
}
