import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useId, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { type Batch, countRows, isActive } from '#src/lib/batch.ts';
import { BatchItem } from './batch-item.tsx';
import classes from './batch-panel.module.css';
import type { BatchQueue } from './batch-queue.ts';

/** All long lists of work of this page, how far they are, and what can be done about them. */
export function BatchPanel({ queue }: { readonly queue: BatchQueue }) {
  const t = useTranslations('batch');
  const batches = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const [folded, setFolded] = useState(false);
  const id = useId();
  if (batches.length === 0) return null;
  const active = batches.filter(isActive).length;
  const Icon = folded ? IconChevronUp : IconChevronDown;
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <div className={classes.head}>
        <span className={classes.title}>{active > 0 ? t('active', { count: active }) : t('title')}</span>
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
      <div id={id} className={classes.batches} hidden={folded}>
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

/** Says how the latest batch ended. */
function Outcome({ batch }: { readonly batch: Batch | undefined }) {
  const t = useTranslations('batch');
  if (!batch) return null;
  const { done, failed, skipped } = countRows(batch);
  return `${batch.title}: ${t('outcome', { done, failed, skipped })}`;
}
