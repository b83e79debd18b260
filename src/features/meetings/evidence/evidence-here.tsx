import { Button } from '@mantine/core';
import { IconWaveSine } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ClipTarget } from '#src/services/evidence/clip-facts.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { partAttribute } from '../shared/parts.ts';
import type { Restorable } from './clip-item.tsx';
import { ClipList } from './clip-list.tsx';
import { useEvidence } from './use-evidence.ts';

const loadDialog = () => import('./keep-dialog.tsx');

interface EvidenceHereProps {
  readonly kind: ClipTarget['kind'];
  /** Key of the answer or to-do. */
  readonly of: string;
  /** Its words. */
  readonly label: string;
}

/** The sound that is kept for an answer or a to-do; nothing where there is none. */
export function EvidenceHere({ kind, of, label }: EvidenceHereProps) {
  const t = useTranslations('evidence');
  const { place, clips } = useEvidence();
  const [restorable, setRestorable] = useState<Restorable>();
  const own = clips.filter(({ target }) => target?.kind === kind && target.key === of);
  if (!place || (own.length === 0 && !restorable)) return null;
  return (
    <div className="ui-stack ui-tight ui-after" data-screen {...partAttribute('evidence')}>
      <ClipList
        clips={own}
        user={place.user}
        label={t('of', { what: label })}
        restorable={restorable}
        onRestorable={setRestorable}
      />
    </div>
  );
}

/** The way to keep some sound for an answer or a to-do, while the recording is still on this device. */
export function KeepSound({ kind, of, label }: EvidenceHereProps) {
  const t = useTranslations('evidence');
  const { place, recording } = useEvidence();
  const [open, setOpen] = useState(false);
  const dialog = useOnDemand(loadDialog, open);
  if (!place || !recording) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        data-screen
        leftSection={<IconWaveSine size={16} aria-hidden />}
        aria-label={t('addTo', { what: label })}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {t('add')}
      </Button>
      {dialog && (
        <dialog.KeepDialog
          user={place.user}
          recording={recording}
          target={{ kind, key: of, label }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
