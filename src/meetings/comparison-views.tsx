import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import type { AnswerCell, ComparedQuestion, DossierMeeting } from '#src/local-index/model/dossier.ts';
import classes from './dossier-page.module.css';

interface ComparisonProps {
  readonly rows: readonly ComparedQuestion[];
  /** The meetings that the cells of each row belong to, the oldest first. */
  readonly meetings: readonly DossierMeeting[];
}

/** Questions with their answers side by side, the newest meeting first. */
export function ComparisonTable({ rows, meetings }: ComparisonProps) {
  const t = useTranslations('dossier.comparison');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable)
    <section className={classes.scroll} tabIndex={0} aria-label={t('table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('question')}</th>
            {[...meetings].reverse().map((each) => (
              <th key={each.meeting.id} scope="col">
                <MeetingLink of={each} />
                <span className={classes.column}>{each.meeting.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, theme, question, cells }) => (
            <tr key={key}>
              <th scope="row">
                {theme && <span className={classes.theme}>{theme}</span>}
                {question}
              </th>
              {meetings
                .map(({ meeting }, index) => (
                  <td key={meeting.id} data-change={cells[index]?.change}>
                    <Answer cell={cells[index]} />
                  </td>
                ))
                .reverse()}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The same on narrow screens: under each question its answers, the newest first; who did not ask it is left out. */
export function ComparisonList({ rows, meetings }: ComparisonProps) {
  const t = useTranslations('dossier.comparison');
  return (
    <ul className={classes.histories} aria-label={t('table')}>
      {rows.map(({ key, theme, question, cells }) => (
        <li key={key}>
          {theme && <span className={classes.theme}>{theme}</span>}
          <h3 className={classes.asked}>{question}</h3>
          <dl className={classes.history}>
            {meetings
              .map((each, index) => ({ each, cell: cells[index] }))
              .filter(({ cell }) => cell !== undefined)
              .map(({ each, cell }) => (
                <div key={each.meeting.id} data-change={cell?.change}>
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
  if (!cell) return <span className={classes.none}>{t('notAsked')}</span>;
  return (
    <>
      <span className={classes.change}>{t(`changes.${cell.change}`)}</span>
      {cell.text !== undefined && cell.change !== 'same' && (
        <span className={classes.answer}>{cell.text}</span>
      )}
      {cell.corrected && <span className={classes.column}>{t('corrected')}</span>}
    </>
  );
}
