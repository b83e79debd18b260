import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Clip } from '#src/services/evidence/clip-facts.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { ClipItem } from './clip-item.tsx';

interface ClipListProps {
  readonly clips: readonly Clip[];
  readonly user: string;
  readonly label: string;
  /** Brings back the last one that was removed here. */
  readonly restore: (() => void) | undefined;
  readonly onRestorable: (restore: (() => void) | undefined) => void;
  /** What is shown below each of them. */
  readonly below?: (clip: Clip) => ReactElement;
}

/** Pieces of sound, and the way back after one was removed. */
export function ClipList({ clips, user, label, restore, onRestorable, below }: ClipListProps) {
  const t = useTranslations('evidence');
  const undo = useRef<HTMLButtonElement>(null);
  return (
    <>
      {clips.length > 0 && (
        <ul className="ui-list ui-stack" aria-label={label}>
          {clips.map((clip) => (
            <ClipItem
              key={clip.id}
              clip={clip}
              user={user}
              onRemoved={(again) => {
                onRestorable(again);
                // The button that was pressed is gone.
                focusAfterRendering(() => (undo.current ? undo.current.focus() : false));
              }}
            >
              {below?.(clip)}
            </ClipItem>
          ))}
        </ul>
      )}
      {restore && (
        <p className="ui-row ui-tight" role="status">
          <span>{t('removed')}</span>
          <Button
            ref={undo}
            size="compact-sm"
            variant="default"
            onClick={() => {
              restore();
              onRestorable(undefined);
            }}
          >
            {t('undo')}
          </Button>
        </p>
      )}
    </>
  );
}
