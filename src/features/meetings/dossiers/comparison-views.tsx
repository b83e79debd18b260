import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import type {
  AnswerCell,
  ComparedQuestion,
  DossierMeeting,
} from '#src/services/search-index/model/dossier.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import classes from './dossier-page.module.css';

interface ComparisonProps {
  readonly rows: readonly ComparedQuestion[];
  /** The meetings that the cells of each row belong to, the oldest first. */
  readonly meetings: readonly DossierMeeting[];
}

/** Questions with their answers side by side, the newest meeting first. */
export function ComparisonTable({ rows, meetings }: ComparisonProps) {
  const t = useTranslations('dossier.comparison');
  const columns: readonly Column<ComparedQuestion>[] = [
    {
      id: 'question',
      title: t('question'),
      width: 13,
      cell: ({ theme, question }) => (
        <>
          {theme && (
            <span className="ui-note ui-normal ui-block" dir="auto">
              {theme}
            </span>
          )}
          <span dir="auto">{question}</span>
        </>
      ),
    },
    ...meetings
      .map((each, index) => ({
        id: each.meeting.id,
        title: <MeetingTitle of={each} />,
        cell: ({ cells }: ComparedQuestion) => <Answer cell={cells[index]} />,
      }))
      .reverse(),
  ];
  return (
    <Table
      label={t('table')}
      plain
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      minWidth={13 * columns.length}
    />
  );
}

function MeetingTitle({ of }: { readonly of: DossierMeeting }) {
  return (
    <>
      <MeetingLink of={of} />
      <span className="ui-note ui-block ui-normal" dir="auto">
        {of.meeting.name}
      </span>
    </>
  );
}

/**
 * The same on narrow screens: under each question its answers, the newest first; meetings that did not ask it are left
 * out.
 */
export function ComparisonList({ rows, meetings }: ComparisonProps) {
  const t = useTranslations('dossier.comparison');
  return (
    <ul className={`ui-list ui-small ${classes.histories}`} aria-label={t('table')}>
      {rows.map(({ key, theme, question, cells }) => (
        <li key={key}>
          {theme && (
            <span className="ui-note ui-normal ui-block" dir="auto">
              {theme}
            </span>
          )}
          <h3 className={`ui-strong ${classes.asked}`} dir="auto">
            {question}
          </h3>
          <dl className={classes.history}>
            {meetings
              .map((each, index) => ({ each, cell: cells[index] }))
              .filter(({ cell }) => cell !== undefined)
              .map(({ each, cell }) => (
                <div key={each.meeting.id}>
                  <dt>
                    <MeetingLink of={each} />
                  </dt>
                  <dd>
                    <Answer cell={cell} />
                  </dd>
                </div>
              ))
              .reverse()}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function MeetingLink({ of: { meeting } }: { readonly of: DossierMeeting }) {
  const t = useTranslations('dossier.comparison');
  const format = useFormatter();
  return (
    <Link to={paths.meeting(meeting.id)} className={classes.name ?? ''}>
      {meeting.createdAt === undefined
        ? t('noDate')
        : format.dateTime(new Date(meeting.createdAt), { dateStyle: 'medium' })}
    </Link>
  );
}

function Answer({ cell }: { readonly cell: AnswerCell | undefined }) {
  const t = useTranslations('dossier.comparison');
  if (!cell) return <span className="ui-dimmed">{t('notAsked')}</span>;
  return (
    <>
      <span className={`ui-note ui-strong ${classes.change}`} data-change={cell.change}>
        {t(`changes.${cell.change}`)}
      </span>
      {cell.text !== undefined && cell.change !== 'same' && (
        <span className={`ui-block ${classes.answer}`} dir="auto">
          {cell.text}
        </span>
      )}
      {cell.corrected && <span className="ui-note ui-block ui-normal">{t('corrected')}</span>}
    </>
  );
}
