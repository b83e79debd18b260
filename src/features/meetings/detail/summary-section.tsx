import { useTranslations } from 'use-intl';
import type { SummarySection as SummaryPart } from '#src/api/claritalk/meetings/meetings-summary.ts';
import { Markdown } from '../shared/markdown.tsx';
import { wordsOfKey } from '../shared/metadata.ts';
import { Nothing, Section } from '../shared/section.tsx';
import classes from './summary-section.module.css';

interface SummarySectionProps {
  readonly summary: readonly SummaryPart[];
}

const named = ['coaching', 'decisions', 'actions', 'conclusion', 'introduction', 'highlights'] as const;

/** What the meeting was about: the general summary, then its further sections by name. */
export function SummarySection({ summary }: SummarySectionProps) {
  const t = useTranslations('meeting');
  const nameOf = (key: string) => {
    const known = named.find((name) => name === key.toLowerCase());
    return known ? t(`sectionNames.${known}`) : wordsOfKey(key);
  };
  return (
    <Section id="summary" title={t('sections.summary')}>
      {summary.length === 0 && <Nothing>{t('summary.none')}</Nothing>}
      {summary.map(({ key, content }) =>
        key === 'general' ? (
          <Markdown key={key} text={content} headingLevel={3} />
        ) : (
          <div key={key} className={classes.part}>
            <h3 className="ui-theme" dir="auto">
              {nameOf(key)}
            </h3>
            <Markdown text={content} headingLevel={4} />
          </div>
        ),
      )}
    </Section>
  );
}
