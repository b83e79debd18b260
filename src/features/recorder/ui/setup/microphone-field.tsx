import { Button, NativeSelect } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from '../../record-page.module.css';
import { useProblemText } from '../shared/use-text.ts';
import { microphoneHeard } from './lazy-microphone.ts';
import { useMicrophone } from './use-microphone.ts';

interface MicrophoneFieldProps {
  /** Undefined: the system's default. */
  readonly deviceId: string | undefined;
  readonly onChange: (deviceId: string | undefined) => void;
  /** Whether the microphone is opened automatically where permission was given. */
  readonly automatic: boolean;
  /** Something else has the microphone now. What was heard stays. */
  readonly released: boolean;
}

/** Chooses a microphone and shows that it hears something, before anything is recorded. */
export function MicrophoneField({ deviceId, onChange, automatic, released }: MicrophoneFieldProps) {
  const t = useTranslations('recorder.setup');
  const problem = useTranslations('recorder.problem');
  const problemText = useProblemText();
  const { microphones, check, open } = useMicrophone(deviceId, automatic, released);
  const MicrophoneHeard = useOnDemand(microphoneHeard, check.phase === 'on');
  // Chromium lists the system's default again under this id.
  const devices = microphones.filter((microphone) => microphone.deviceId !== 'default');
  return (
    <div>
      <NativeSelect
        label={t('microphone')}
        value={deviceId ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
        disabled={released}
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
          <Button variant="default" size="xs" onClick={open} disabled={released}>
            {t('check')}
          </Button>
        )}
        {(check.phase === 'opening' || (check.phase === 'off' && released)) && (
          <p className={`ui-hint ${classes.hint}`} role="status">
            {t(released ? 'preparingHint' : 'opening')}
          </p>
        )}
        {check.phase === 'on' && MicrophoneHeard && (
          <MicrophoneHeard meter={check.meter} stream={check.stream} released={released} />
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
