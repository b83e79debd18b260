import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Switch } from '#src/api/courier/administration/snippets.ts';
import { useWrite, type Work } from '#src/services/problems/use-write.ts';
import { BeforeAfter } from '../../tab/before-after.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

interface SwitchDialogProps {
  readonly of: { readonly id: string; readonly on: boolean };
  readonly work: Work<Switch, unknown>;
  readonly title: string;
  readonly effect: string;
  readonly onClose: () => void;
}

/** Asks before something is switched on or off for everyone. */
export function SwitchDialog({ of, work, title, effect, onClose }: SwitchDialogProps) {
  const t = useTranslations('courierConversations.snippets');
  const writing = useWrite(work);
  // As it was when the dialog was opened: the list is read again before it closes.
  const [on] = useState(of.on);
  return (
    <ConfirmChange
      title={title}
      confirm={t(on ? 'goOff' : 'goOn')}
      harmless
      writing={writing}
      request={() => ({ ...wishNow(), id: of.id, on: !on })}
      onClose={onClose}
    >
      <BeforeAfter before={t(on ? 'on' : 'off')} after={t(on ? 'off' : 'on')} />
      <p dir="auto">{effect}</p>
    </ConfirmChange>
  );
}
