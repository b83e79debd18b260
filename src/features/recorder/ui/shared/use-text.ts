import { useFormatter, useTranslations } from 'use-intl';
import { browserFamily } from '#src/features/recorder/model/browser-family.ts';
import type { RecorderProblem } from '#src/features/recorder/model/state.ts';
import type { UploadProblem } from '#src/features/recorder/model/upload-state.ts';
import { serverDate } from '#src/lib/clock.ts';

/** Returns a name for a recording that starts now, such as "Meeting on 21 November 2026 at 10:30". */
export function useDefaultName(): () => string {
  const t = useTranslations('recorder.setup');
  const format = useFormatter();
  return () =>
    t('defaultName', { when: format.dateTime(serverDate(), { dateStyle: 'long', timeStyle: 'short' }) });
}

/** A length of time to the precision that matters: `2 hr 10 min`, `5 min`, `40 sec`. Takes milliseconds. */
export function useLength(): (ms: number) => string {
  const format = useFormatter();
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    format.number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  return (ms) => {
    const seconds = Math.ceil(ms / 1000);
    if (seconds < 60) return unit(seconds, 'second');
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return unit(minutes, 'minute');
    return minutes % 60 === 0
      ? unit(minutes / 60, 'hour')
      : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
  };
}

/** Why there is no recording, and what to do about it in this browser. */
export function useProblemText(): (problem: RecorderProblem) => string {
  const t = useTranslations('recorder.problem');
  return (problem) =>
    problem === 'denied' ? t(problem, { browser: browserFamily(navigator.userAgent) }) : t(problem);
}

/** Why an upload stopped. */
export function useUploadProblemText(): (problem: UploadProblem) => string {
  const errors = useTranslations('errors');
  const t = useTranslations('recorder.upload');
  return ({ kind }) => {
    if (kind === 'storage') return t('attentionStorage');
    if (kind === 'unexpected') return errors('unknown');
    if (kind === 'forbidden' || kind === 'not-found' || kind === 'conflict' || kind === 'too-large') {
      return t(`problem.${kind}`);
    }
    return kind === 'rate-limited' ? errors(kind, { seconds: 60 }) : errors(kind);
  };
}
