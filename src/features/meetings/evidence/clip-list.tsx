import { Button } from '@mantine/core';
import { type ReactElement, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Clip } from '#src/services/evidence/clip-facts.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { type Change, ClipItem, type Restorable } from './clip-item.tsx';

interface ClipListProps {
  readonly clips: readonly Clip[];
  readonly user: string;
  readonly label: string;
  /** The last one that was removed here. */
  readonly restorable: Restorable | undefined;
  readonly onRestorable: (restorable: Restorable | undefined) => void;
  /** What is shown below each of them. */
  readonly below?: (clip: Clip, change: Change) => ReactElement;
}

/** Pieces of sound, and the way back after one was removed. */
export function ClipList({ clips, user, label, restorable, onRestorable, below }: ClipListProps) {
  const t = useTranslations('evidence');
  const undo = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [refused, setRefused] = useState(false);
  const change: Change = (work) =>
    void work.then(
      () => setRefused(false),
      () => setRefused(true),
    );
  const bringBack = async ({ id, restore }: Restorable) => {
    await restore();
    // The button that was pressed goes when the piece is there again.
    focusAfterRendering(() => {
      const back = list.current?.querySelector<HTMLElement>(`[data-clip="${CSS.escape(id)}"] button`);
      if (!back) return false;
      back.focus();
      return onRestorable(undefined);
    });
  };
  return (
    <>
      {clips.length > 0 && (
        <ul ref={list} className="ui-list ui-stack" aria-label={label}>
          {clips.map((clip) => (
            <ClipItem
              key={clip.id}
              clip={clip}
              user={user}
              change={change}
              onRemoved={(again) => {
                onRestorable(again);
                // The button that was pressed is gone.
                focusAfterRendering(() => (undo.current ? undo.current.focus() : false));
              }}
            >
              {below?.(clip, change)}
            </ClipItem>
          ))}
        </ul>
      )}
      {restorable && !clips.some(({ id }) => id === restorable.id) && (
        <p className="ui-row ui-tight" role="status">
          <span>{t('removed')}</span>
          <Button
            ref={undo}
            size="compact-sm"
            variant="default"
            onClick={() => change(bringBack(restorable))}
          >
            {t('undo')}
          </Button>
        </p>
      )}
      {refused && (
        <p className="ui-problem" role="alert">
          {t('refused')}
        </p>
      )}
    </>
  );
}
