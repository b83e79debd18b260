import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Participant } from '#src/api/gateway/calls/video-calls.ts';

interface ParticipantRowProps {
  readonly participant: Participant;
  /** The call is open, and they are in it. */
  readonly canAct: boolean;
  readonly busy: boolean;
  readonly onMute: () => void;
  readonly onDisconnect: () => void;
}

/** Someone in a video call. */
export function ParticipantRow({ participant, canAct, busy, onMute, onDisconnect }: ParticipantRowProps) {
  const t = useTranslations('calls.video');
  const { name, muted, disconnected } = participant;
  const known = name ?? t('noName');
  return (
    <li className="ui-between">
      <span className="ui-row ui-tight">
        <span dir="auto">{known}</span>
        {muted && <span className="ui-note">{t('muted')}</span>}
        {disconnected && <span className="ui-note">{t('disconnected')}</span>}
      </span>
      {canAct && (
        <span className="ui-row ui-tight">
          {!muted && (
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              onClick={onMute}
              aria-label={t('muteOf', { name: known })}
            >
              {t('mute')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={onDisconnect}
            aria-label={t('disconnectOf', { name: known })}
          >
            {t('disconnect')}
          </Button>
        </span>
      )}
    </li>
  );
}
