import { useTranslations } from 'use-intl';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';

interface OutcomeProps<V> {
  readonly writing: Write<V, unknown>;
  /** Whether something is written, or deleted. */
  readonly of: 'outcome' | 'remove';
}

/** What became of a change at a connected system, unless it was simply made. */
export function Outcome<V>({ writing, of }: OutcomeProps<V>) {
  const t = useTranslations('connections');
  const refusalText = useRefusalText();
  return (
    <WriteNotice
      state={writing.state}
      texts={{ unknown: t(`${of}.unknown`), found: t(`${of}.found`), notDone: t(`${of}.notDone`) }}
      errorText={refusalText}
      onCheck={() => writing.look()}
    />
  );
}
