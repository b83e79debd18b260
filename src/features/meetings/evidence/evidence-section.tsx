import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import type { Clip, ClipTarget } from '#src/services/evidence/clip-facts.ts';
import { evidence } from '#src/services/evidence/evidence.ts';
import { Section } from '../shared/section.tsx';
import { ClipList } from './clip-list.tsx';
import { useEvidence } from './use-evidence.ts';

interface EvidenceSectionProps {
  /** What clips can be attached to. */
  readonly targets: readonly ClipTarget[];
}

/** All pieces of sound that this device keeps of a meeting; nothing where there are none. */
export function EvidenceSection({ targets }: EvidenceSectionProps) {
  const t = useTranslations('evidence');
  const { place, clips, refetch } = useEvidence();
  const [restore, setRestore] = useState<() => void>();
  useEffect(() => evidence.subscribe(() => void refetch()), [refetch]);
  if (!place || (clips.length === 0 && !restore)) return null;
  return (
    <Section id="evidence" title={t('title')} count={t('count', { count: clips.length })}>
      <p className="ui-note">{t('onlyHere')}</p>
      <ClipList
        clips={clips}
        user={place.user}
        label={t('title')}
        restore={restore}
        onRestorable={(again) => setRestore(() => again)}
        below={(clip) => <Attachment clip={clip} user={place.user} targets={targets} />}
      />
    </Section>
  );
}

interface AttachmentProps extends EvidenceSectionProps {
  readonly clip: Clip;
  readonly user: string;
}

/** What a piece belongs to, and until when it is kept. */
function Attachment({ clip, user, targets }: AttachmentProps) {
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
          void evidence.attach(user, clip.id, targets.find((one) => nameOf(one) === value) ?? null)
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
