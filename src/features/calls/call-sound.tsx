import { Box, Button } from '@mantine/core';
import { IconHeadphones } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { callSoundOptions, type RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';

/**
 * The sound of a call. It is asked for when someone presses, and not before: each time counts as a download, and whether
 * there is any is only known then. That press plays it; nothing else does.
 */
export function CallSound({ call: { id, running } }: { readonly call: RecordedCall }) {
  const t = useTranslations('calls.sound');
  const errors = useTranslations('errors');
  const refusalText = useRefusalText();
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({ ...callSoundOptions(id), enabled: isAsked });
  const ask = () => (isAsked ? void refetch() : setAsked(true));
  return (
    <Panel title={t('title')}>
      {running && <p className="ui-hint">{t('later')}</p>}
      {!running && error && !isFetching && (
        <div role="alert">
          <Notice kind="danger" title={t('failed')} action={{ label: errors('retry'), onClick: ask }}>
            <p dir="auto">{refusalText(error)}</p>
          </Notice>
        </div>
      )}
      {!running && data === null && (
        <p className="ui-hint" role="status">
          {t('none')}
        </p>
      )}
      {typeof data === 'string' && <Player link={data} onBroken={ask} />}
      {!running && data === undefined && (!error || isFetching) && (
        <div>
          <Button
            variant="default"
            leftSection={<IconHeadphones size={17} aria-hidden />}
            loading={isFetching}
            onClick={ask}
          >
            {t('listen')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

interface PlayerProps {
  readonly link: string;
  /** It broke off: whether there still is a sound has to be asked. */
  readonly onBroken: () => void;
}

/** The browser's own player, which is used by keys as everywhere. */
function Player({ link, onBroken }: PlayerProps) {
  const t = useTranslations('calls.sound');
  // Seconds; where it was when it broke off, and from where it is played.
  const [broken, setBroken] = useState<number>();
  const [from, setFrom] = useState(0);
  const begin = useCallback(
    (player: HTMLAudioElement | null) => {
      if (!player) return;
      player.currentTime = from;
      // Browsers may want another press, on the player's own button.
      player.play().catch(() => undefined);
      focusAfterRendering(() => player.focus());
    },
    [from],
  );
  if (broken !== undefined) {
    const action = {
      label: t('continue'),
      onClick: () => {
        setFrom(broken);
        setBroken(undefined);
      },
    };
    return (
      <Notice kind="warning" action={action}>
        <p>{t('broken', { at: formatClock(broken * 1000) })}</p>
      </Notice>
    );
  }
  return (
    <Box
      component="audio"
      ref={begin}
      src={link}
      controls
      w="100%"
      aria-label={t('player')}
      onError={({ currentTarget: { currentTime } }) => {
        setBroken(currentTime);
        onBroken();
      }}
    />
  );
}
