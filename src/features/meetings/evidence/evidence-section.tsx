import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import type { Clip, ClipTarget } from '#src/services/evidence/clip-facts.ts';
import { evidence } from '#src/services/evidence/evidence.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Section } from '../shared/section.tsx';
import type { Change, Restorable } from './clip-item.tsx';
import { ClipList } from './clip-list.tsx';
import { useEvidence } from './use-evidence.ts';

interface EvidenceSectionProps {
  /** What clips can be attached to. */
  readonly targets: readonly ClipTarget[];
}

/** All pieces of sound that this device keeps of a meeting; nothing where there are none. */
export function EvidenceSection({ targets }: EvidenceSectionProps) {
  const t = useTranslations('evidence');
  const { place, clips, error, refetch } = useEvidence();
  const [restorable, setRestorable] = useState<Restorable>();
  useEffect(() => evidence.subscribe(() => void refetch()), [refetch]);
  if (place && error) {
    return (
      <Section id="evidence" title={t('title')}>
        <ErrorState error={error} title={t('unlisted')} onRetry={() => void refetch()} />
      </Section>
    );
  }
  if (!place || (clips.length === 0 && !restorable)) return null;
  return (
    <Section id="evidence" title={t('title')} count={t('count', { count: clips.length })}>
      <p className="ui-note ui-before">{t('onlyHere')}</p>
      <ClipList
        clips={clips}
        user={place.user}
        label={t('title')}
        restorable={restorable}
        onRestorable={setRestorable}
        below={(clip, change) => (
          <Attachment clip={clip} user={place.user} targets={targets} change={change} />
        )}
      />
    </Section>
  );
}

interface AttachmentProps extends EvidenceSectionProps {
  readonly clip: Clip;
  readonly user: string;
  readonly change: Change;
}

/** What a piece belongs to, and until when it is kept. */
function Attachment({ clip, user, targets, change }: AttachmentProps) {
  const t = useTranslations('evidence');
  const format = useFormatter();
  const nameOf = ({ kind, key }: ClipTarget) => `${kind} ${key}`;
  const optionsOf = (kind: ClipTarget['kind']) =>
    targets
      .filter((target) => target.kind === kind)
      .map((target) => ({ value: nameOf(target), label: target.label }));
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('attach', { at: formatClock(clip.atMs) })}
        value={clip.target ? nameOf(clip.target) : ''}
        onChange={({ currentTarget: { value } }) =>
          change(evidence.attach(user, clip.id, targets.find((one) => nameOf(one) === value) ?? null))
        }
        data={[
          { value: '', label: t('attachNone') },
          { group: t('answers'), items: optionsOf('answer') },
          { group: t('todos'), items: optionsOf('todo') },
        ]}
      />
      <p className="ui-note">
        {t('until', { date: format.dateTime(new Date(clip.until), { dateStyle: 'long' }) })}
      </p>
    </>
  );
}
