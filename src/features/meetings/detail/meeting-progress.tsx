import { useTranslations } from 'use-intl';
import classes from './meeting-status-panel.module.css';
import { stageOf, stages } from './stages.ts';

/** The progress of a meeting from the microphone to its summary. */
export function MeetingProgress({ status }: { readonly status: string }) {
  const t = useTranslations('meeting.progress');
  const current = stages.indexOf(stageOf(status));
  const explanation = ({ recorded: 'recording', uploaded: 'uploading', processed: 'processing' } as const)[
    stageOf(status)
  ];
  return (
    <section className={`ui-card ${classes.progress}`} aria-labelledby="progress-heading">
      <h2 id="progress-heading">{t('title')}</h2>
      <ol className={`ui-list ${classes.stages}`}>
        {[...stages, 'ready' as const].map((stage, index) => (
          <li
            key={stage}
            className={`ui-note ui-strong ${classes.stage}`}
            data-state={index < current ? 'done' : index === current ? 'current' : undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            {t(stage)}
          </li>
        ))}
      </ol>
      <p>{t(explanation)}</p>
      <p className={classes.hint}>{t('body')}</p>
    </section>
  );
}
