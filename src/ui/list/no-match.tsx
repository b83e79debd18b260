import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '../empty-state.tsx';

interface NoMatchProps {
  readonly text: string;
  /** What leaves everything out. */
  readonly by: 'search' | 'filters';
  readonly onReset: () => void;
}

/** Shown instead of rows when a search or filters leave none. */
export function NoMatch({ text, by, onReset }: NoMatchProps) {
  const t = useTranslations('lists');
  return (
    <EmptyState
      icon={IconFilterOff}
      text={text}
      action={<Button onClick={onReset}>{t(by === 'search' ? 'clearSearch' : 'reset')}</Button>}
    />
  );
}
