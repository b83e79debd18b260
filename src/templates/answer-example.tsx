import { useTranslations } from 'use-intl';
import type { OutputType } from '#src/api/questions.ts';
import classes from './questions.module.css';

/** What an answer of a kind looks like in a meeting. */
export function AnswerExample({ outputType }: { readonly outputType: OutputType }) {
  const t = useTranslations('templates.output');
  return (
    <span className={classes.example}>
      <span className={classes.exampleLabel}>{t('example')}</span>
      {outputType === 'single_line' ? (
        <span>{t('single_line.example')}</span>
      ) : (
        (['first', 'second', 'third'] as const).map((line) => (
          <span key={line} className={classes.exampleLine}>
            {t(`multi_line.lines.${line}`)}
          </span>
        ))
      )}
    </span>
  );
}
