import { useTranslations } from 'use-intl';
import type { OutputType } from '#src/api/claritalk/questions.ts';
import classes from './questions.module.css';

interface AnswerExampleProps {
  readonly outputType: OutputType;
  /** Looks like an answer, without saying that it is an example. */
  readonly plain?: boolean;
}

/** What an answer of a kind looks like in a meeting. */
export function AnswerExample({ outputType, plain = false }: AnswerExampleProps) {
  const t = useTranslations('templates.output');
  return (
    <span className={plain ? undefined : classes.example}>
      {!plain && <span className="ui-dimmed ui-block">{t('example')}</span>}
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
