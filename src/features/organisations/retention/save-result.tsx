import type { ComponentProps } from 'react';
import { useTranslations } from 'use-intl';
import { WriteResult } from '#src/services/problems/write-result.tsx';

interface SaveResultProps {
  readonly of: ComponentProps<typeof WriteResult>['of'];
  readonly what: 'rules' | 'holds';
}

/** What became of a change of the rules, or of what is on hold. */
export function SaveResult({ of, what }: SaveResultProps) {
  const t = useTranslations('retention');
  return (
    <WriteResult
      of={of}
      texts={{ unknown: t(`${what}.unknown`), found: t(`${what}.found`), notDone: t(`${what}.notDone`) }}
    />
  );
}
