import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useErrorText } from '#src/services/problems/error-text.ts';
import type { SaverSnapshot } from './review-saver.ts';
import classes from './save-state.module.css';

interface SaveStateProps {
  readonly save: SaverSnapshot;
  readonly onSave: () => void;
}

const icons = {
  saved: IconCloudCheck,
  saving: IconCloudUp,
  offline: IconCloudOff,
  'signed-out': IconCloudOff,
  refused: IconAlertTriangle,
  conflict: IconAlertTriangle,
} as const;

/** Whether the person's changes have reached the server, and where they are until then. */
export function SaveState({ save, onSave }: SaveStateProps) {
  const t = useTranslations('review.save');
  const errorText = useErrorText();
  const { status, conflicts, kept, edits, touched } = save;
  const shown = status === 'saved' && conflicts.length > 0 ? 'conflict' : status;
  const Icon = icons[shown];
  const waits = shown === 'offline' || shown === 'refused' || shown === 'signed-out';
  return (
    <div
      className={`ui-card ui-line ui-small ${classes.state}`}
      data-state={shown}
      data-untouched={!touched || undefined}
    >
      <Icon size={18} aria-hidden className={`ui-dimmed ${classes.icon}`} />
      <div role="status" className="ui-grow">
        {touched && <span>{t(shown, { count: conflicts.length })}</span>}
        {shown === 'refused' && <span>{` ${errorText(save.error)}`}</span>}
        {waits && <span>{` ${t(kept ? 'kept' : 'notKept', { count: edits.length })}`}</span>}
      </div>
      {(shown === 'offline' || shown === 'refused') && (
        <Button size="compact-sm" variant="default" onClick={onSave}>
          {t('now')}
        </Button>
      )}
    </div>
  );
}
