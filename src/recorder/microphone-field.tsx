import { Button, NativeSelect } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { laterCards } from './later-cards.ts';
import classes from './record-page.module.css';
import { useMicrophone } from './use-microphone.ts';
import { useProblemText } from './use-text.ts';

interface MicrophoneFieldProps {
  /** Undefined: the system's default. */
  readonly deviceId: string | undefined;
  readonly onChange: (deviceId: string | undefined) => void;
  /** Whether the microphone is opened without being asked to, where no permission is missing. */
  readonly automatic: boolean;
}

/** Chooses a microphone and shows that it hears something, before anything is recorded. */
export function MicrophoneField({ deviceId, onChange, automatic }: MicrophoneFieldProps) {
  const t = useTranslations('recorder.setup');
  const problem = useTranslations('recorder.problem');
  const problemText = useProblemText();
  const { microphones, check, open } = useMicrophone(deviceId, automatic);
  const MicrophoneHeard = useOnDemand(laterCards.microphoneHeard, check.phase === 'on');
  // Chromium lists the system's default once more under this id.
  const devices = microphones.filter((microphone) => microphone.deviceId !== 'default');
  return (
    <div className={classes.wide}>
      <NativeSelect
        label={t('microphone')}
        value={deviceId ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: t('microphoneDefault') },
          ...devices.map((device, index) => ({
            value: device.deviceId,
            label: device.label || t('microphoneNumber', { number: index + 1 }),
          })),
        ]}
      />
      <div className={classes.check}>
        {check.phase === 'off' && (
          <Button variant="default" size="xs" onClick={open}>
            {t('check')}
          </Button>
        )}
        {check.phase === 'opening' && <p className={classes.hint}>{t('opening')}</p>}
        {check.phase === 'on' && MicrophoneHeard && (
          <MicrophoneHeard meter={check.meter} stream={check.stream} />
        )}
        {check.phase === 'failed' && (
          <div role="alert">
            <Notice kind="warning" action={{ label: problem('again'), onClick: open }}>
              <p>{problemText(check.problem)}</p>
            </Notice>
          </div>
        )}
      </div>
    </div>
  );
}
