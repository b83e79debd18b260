import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { RecorderProblem } from '#src/features/recorder/model/state.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useProblemText } from './use-text.ts';

/** Why recording did not start, and what to do about it. */
export function ProblemNotice({ problem }: { readonly problem: RecorderProblem }) {
  const t = useTranslations('recorder.problem');
  const problemText = useProblemText();
  return (
    <div role="alert">
      <Notice
        kind={problem === 'nothing-recorded' ? 'info' : 'danger'}
        title={t('title')}
        action={{ label: t('dismiss'), onClick: () => recorderStore.engine?.dismiss() }}
      >
        <p>{problemText(problem)}</p>
      </Notice>
    </div>
  );
}
