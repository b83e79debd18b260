import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useSearchParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { queryWith } from '#src/lib/address/current-query.ts';
import { type Known, useAmountText } from '#src/services/search-index/known.ts';
import {
  type ComparedQuestion,
  compareAnswers,
  type DossierMeeting,
} from '#src/services/search-index/model/dossier.ts';
import { Nothing, Section } from '../shared/section.tsx';
import { ComparisonList, ComparisonTable } from './comparison-views.tsx';
import classes from './dossier-page.module.css';

const views = ['repeated', 'changed', 'open', 'all'] as const;
type View = (typeof views)[number];
/** How many columns are readable at a glance; the others are a click away. */
const fewMeetings = 4;

const belongs: Readonly<Record<View, (row: ComparedQuestion) => boolean>> = {
  repeated: ({ cells }) => cells.filter((cell) => cell !== undefined).length > 1,
  changed: ({ outcome }) => outcome === 'changed',
  open: ({ outcome }) => outcome === 'open',
  all: () => true,
};

interface DossierComparisonProps {
  readonly meetings: readonly DossierMeeting[];
  readonly known: Known;
}

/** The same question across the meetings of a dossier, side by side; the newest meeting first. */
export function DossierComparison({ meetings, known }: DossierComparisonProps) {
  const t = useTranslations('dossier.comparison');
  const format = useFormatter();
  const amountText = useAmountText();
  const [params, setParams] = useSearchParams();
  const view = views.find((each) => each === params.get('show')) ?? 'repeated';
  // A draft or an unfinished recording has questions and no answers yet: nothing is open there.
  const answered = meetings.filter(({ answers }) =>
    answers.some(({ answer, correction }) => (correction ?? answer) !== undefined),
  );
  const everything = params.has('everyMeeting');
  const shown = everything ? answered : answered.slice(-fewMeetings);
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const Answers = narrow ? ComparisonList : ComparisonTable;
  const all = compareAnswers(shown);
  const amount = (count: number) => amountText(known, count, format.number(count));
  const rows = all.filter(belongs[view]);
  const set = (name: string, value: string | undefined) =>
    setParams(queryWith(name, value), { preventScrollReset: true });
  return (
    <Section id="comparison" title={t('title')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend that must be undone */}
      <div className={`ui-row ui-tight ${classes.views}`} role="group" aria-label={t('view')}>
        {views.map((each) => (
          <Button
            key={each}
            size="xs"
            variant={each === view ? 'filled' : 'default'}
            aria-pressed={each === view}
            onClick={() => set('show', each === 'repeated' ? undefined : each)}
          >
            {t(`views.${each}`, { count: amount(all.filter(belongs[each]).length) })}
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
              : known === 'all'
                ? t('everyMeeting', { count: answered.length })
                : t('everyMeetingYet')}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <Nothing>{known === 'all' ? t(`nothing.${view}`) : t('nothingYet')}</Nothing>
      ) : (
        <Answers rows={rows} meetings={shown} />
      )}
    </Section>
  );
}
