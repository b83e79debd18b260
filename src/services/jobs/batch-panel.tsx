import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { type Batch, type BatchControl, countRows, isActive } from './batch.ts';
import { BatchItem } from './batch-item.tsx';
import classes from './batch-panel.module.css';

/** All batches of this page, their progress, and what can be done about them. */
export function BatchPanel({ queue }: { readonly queue: BatchControl }) {
  const t = useTranslations('batch');
  const batches = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const [folded, setFolded] = useState(false);
  const id = useId();
  if (batches.length === 0) return null;
  const active = batches.filter(isActive).length;
  const Icon = folded ? IconChevronUp : IconChevronDown;
  return (
    <section
      ref={makeRoom}
      className={`ui-card ui-column ui-small ${classes.panel}`}
      data-screen
      aria-label={t('title')}
    >
      <div className={`ui-between ${classes.head}`}>
        <strong>{active > 0 ? t('active', { count: active }) : t('title')}</strong>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(folded ? 'unfold' : 'fold')}
          aria-expanded={!folded}
          aria-controls={id}
          onClick={() => setFolded(!folded)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div id={id} className="ui-scrolls" hidden={folded}>
        {batches.map((batch) => (
          <BatchItem key={batch.id} batch={batch} queue={queue} />
        ))}
      </div>
      <VisuallyHidden role="status">
        <Outcome batch={batches.find((batch) => !isActive(batch))} />
      </VisuallyHidden>
    </section>
  );
}

/** Tells the page how much of its end is covered, so that all of it can be scrolled clear (global.css). */
function makeRoom(panel: HTMLElement | null) {
  const { style } = document.documentElement;
  if (!panel) return;
  const observer = new ResizeObserver(() => style.setProperty('--ct-dock-height', `${panel.offsetHeight}px`));
  observer.observe(panel);
  return () => {
    observer.disconnect();
    style.removeProperty('--ct-dock-height');
  };
}

/** Says how the latest batch ended. */
function Outcome({ batch }: { readonly batch: Batch | undefined }) {
  const t = useTranslations('batch');
  if (!batch) return null;
  const { done, failed, skipped } = countRows(batch);
  return (
    <span>
      <span dir="auto">{batch.title}</span>
      <span>{`: ${t('outcome', { done, failed, skipped })}`}</span>
    </span>
  );
}
