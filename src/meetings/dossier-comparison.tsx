import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import {
  type AnswerCell,
  type ComparedQuestion,
  compareAnswers,
  type DossierMeeting,
} from '#src/local-index/model/dossier.ts';
import classes from './dossier-page.module.css';
import { Nothing, Section } from './section.tsx';

const views = ['repeated', 'changed', 'open', 'all'] as const;
type View = (typeof views)[number];
/** Columns that are read at a glance; the others are a click away. */
const fewMeetings = 4;

const belongs: Readonly<Record<View, (row: ComparedQuestion) => boolean>> = {
  repeated: ({ cells }) => cells.filter((cell) => cell !== undefined).length > 1,
  changed: ({ outcome }) => outcome === 'changed',
  open: ({ outcome }) => outcome === 'open',
  all: () => true,
};

/** The same question across the meetings of a dossier, side by side; the newest meeting first. */
export function DossierComparison({ meetings }: { readonly meetings: readonly DossierMeeting[] }) {
  const t = useTranslations('dossier.comparison');
  const format = useFormatter();
  const [params, setParams] = useSearchParams();
  const view = views.find((known) => known === params.get('show')) ?? 'repeated';
  // A draft or a recording still at work has questions and no answers yet: nothing is open there.
  const answered = meetings.filter(({ answers }) =>
    answers.some(({ answer, correction }) => (correction ?? answer) !== undefined),
  );
  const everything = params.has('everyMeeting');
  const shown = everything ? answered : answered.slice(-fewMeetings);
  const all = compareAnswers(shown);
  const rows = all.filter(belongs[view]);
  const set = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { preventScrollReset: true },
    );
  return (
    <Section id="comparison" title={t('title')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend that must be undone */}
      <div className={classes.views} role="group" aria-label={t('view')}>
        {views.map((known) => (
          <Button
            key={known}
            size="xs"
            variant={known === view ? 'filled' : 'default'}
            aria-pressed={known === view}
            onClick={() => set('show', known === 'repeated' ? undefined : known)}
          >
            {t(`views.${known}`, { count: all.filter(belongs[known]).length })}
          </Button>
        ))}
        {answered.length > fewMeetings && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => set('everyMeeting', everything ? undefined : '1')}
          >
            {everything
              ? t('fewMeetings', { count: fewMeetings })
              : t('everyMeeting', { count: answered.length })}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <Nothing>{t(`nothing.${view}`)}</Nothing>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable)
        <section className={classes.scroll} tabIndex={0} aria-label={t('table')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('question')}</th>
                {[...shown].reverse().map(({ meeting }) => (
                  <th key={meeting.id} scope="col">
                    <Link to={paths.meeting(meeting.id)} className={classes.name ?? ''}>
                      {meeting.createdAt === undefined
                        ? t('noDate')
                        : format.dateTime(new Date(meeting.createdAt), { dateStyle: 'medium' })}
                    </Link>
                    <span className={classes.column}>{meeting.name}</span>
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
                  {[...shown]
                    .map(({ meeting }, index) => <Cell key={meeting.id} cell={cells[index]} />)
                    .reverse()}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}

function Cell({ cell }: { readonly cell: AnswerCell | undefined }) {
  const t = useTranslations('dossier.comparison');
  if (!cell) return <td className={classes.none}>{t('notAsked')}</td>;
  return (
    <td data-change={cell.change}>
      <span className={classes.change}>{t(`changes.${cell.change}`)}</span>
      {cell.text !== undefined && cell.change !== 'same' && (
        <span className={classes.answer}>{cell.text}</span>
      )}
      {cell.corrected && <span className={classes.column}>{t('corrected')}</span>}
    </td>
  );
}
