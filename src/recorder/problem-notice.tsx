import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { RecorderProblem } from './model/state.ts';
import { recorderStore } from './recorder-store.ts';
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
