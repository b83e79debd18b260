import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import type { HealthRow, HealthSort } from '#src/services/search-index/insight/health.ts';
import { shareOf } from '#src/services/search-index/insight/tally.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { writeQuery } from '../shared/address.ts';
import { useFigureText } from '../shared/use-figure-text.ts';
import { beginsDescending, type HealthSearch, writeHealthSearch } from './health-search.ts';
import { QuestionAdvice } from './question-advice.tsx';

interface HealthTableProps {
  /** Undefined until they are counted. */
  readonly rows: readonly HealthRow[] | undefined;
  readonly search: HealthSearch;
  readonly onGo: (change: Partial<HealthSearch>) => void;
}

/** Questions, themes or types with what became of them; below a question what is wrong with it and what to do. */
export function HealthTable({ rows, search, onGo }: HealthTableProps) {
  const t = useTranslations('health');
  const text = useFigureText();
  const names = useValueNames([]);
  const typeName = (id: number | undefined) => (id === undefined ? t('noType') : names.type(id));
  const share = (part: number, whole: number) => text.shown('share', shareOf(part, whole));
  const { level } = search;
  const columns: readonly Column<HealthRow, HealthSort>[] = [
    {
      id: 'name',
      title: t(`names.${level}`),
      cell: (row) => (
        <>
          <NameOf row={row} search={search} />
          {level !== 'types' && (
            <span className="ui-block ui-note ui-normal" dir="auto">
              {[typeName(row.typeId), level === 'questions' && (row.theme ?? t('noTheme'))]
                .filter(Boolean)
                .join(' · ')}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'asked',
      title: t('columns.asked'),
      width: 7,
      numeric: true,
      cell: ({ asked }) => text.shown('number', asked),
    },
    {
      id: 'answered',
      title: t('columns.answeredShare'),
      width: 9,
      numeric: true,
      cell: ({ answered, asked }) => share(answered, asked),
    },
    {
      id: 'corrected',
      title: t('columns.correctedShare'),
      width: 9,
      numeric: true,
      cell: ({ corrected, reviewed }) =>
        reviewed > 0 && t('of', { share: share(corrected, reviewed) ?? '', reviewed }),
    },
    {
      id: 'length',
      title: t('columns.length'),
      width: 8,
      numeric: true,
      cell: ({ medianLength }) => text.shown('number', medianLength),
    },
    {
      id: 'trend',
      title: t('columns.trend'),
      width: 11,
      numeric: true,
      cell: ({ trend }) =>
        trend &&
        t(`trend.${directionOf(trend)}`, {
          earlier: text.shown('share', trend.earlier) ?? '',
          later: text.shown('share', trend.later) ?? '',
        }),
    },
    {
      id: 'findings',
      title: t('columns.findings'),
      width: 7,
      numeric: true,
      cell: ({ findings }) => findings.length > 0 && text.shown('number', findings.length),
    },
  ];
  return (
    <Table
      label={t(`level.${level}`)}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      minWidth={61}
      sort={{
        column: search.sort,
        descending: search.descending,
        onSort: (sort) =>
          onGo({ sort, descending: sort === search.sort ? !search.descending : beginsDescending(sort) }),
      }}
      detail={(row) =>
        level === 'questions' && (row.findings.length > 0 || row.change) && <QuestionAdvice row={row} />
      }
    />
  );
}

/** A difference of less than a percentage point is none. */
function directionOf({ earlier, later }: NonNullable<HealthRow['trend']>): 'up' | 'down' | 'level' {
  const change = Math.round(100 * later) - Math.round(100 * earlier);
  if (change === 0) return 'level';
  return change > 0 ? 'up' : 'down';
}

function NameOf({ row, search }: { readonly row: HealthRow; readonly search: HealthSearch }) {
  const t = useTranslations('health');
  const names = useValueNames([]);
  const { typeId, theme, themeId, question, questionId } = row;
  // From a type or a theme on to its questions; from a question to itself.
  if (search.level === 'questions') {
    return questionId === undefined || themeId === undefined ? (
      <span dir="auto">{question}</span>
    ) : (
      <Link
        to={paths.templates(writeQuery({ type: typeId, theme: themeId, question: questionId }))}
        dir="auto"
      >
        {question}
      </Link>
    );
  }
  const name =
    search.level === 'types'
      ? typeId === undefined
        ? t('noType')
        : names.type(typeId)
      : (theme ?? t('noTheme'));
  const text = search.level === 'themes' ? (theme ?? '') : search.text;
  const to = writeHealthSearch({ ...search, level: 'questions', type: typeId, text, page: 1 });
  return (
    <Link to={paths.insight(to, '/templates')} dir="auto">
      {name}
    </Link>
  );
}
