import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { canStart } from '#src/features/recorder/model/state.ts';
import { Hint } from '#src/ui/hint.tsx';
import { useRecorder } from '../shared/use-recorder.ts';

/** Continues an interrupted recording. Says why not while another one is running. */
export function ContinueButton({ recordingId }: { readonly recordingId: string }) {
  const t = useTranslations('recorder.device');
  const free = canStart(useRecorder().recorder);
  return (
    <Hint text={free ? t('continueHint') : t('continueBusy')}>
      {(description) => (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMicrophone size={16} aria-hidden />}
          {...description}
          {...(free ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          onClick={() => {
            if (free) void recorderStore.engine?.continueRecording(recordingId);
          }}
        >
          {t('continue')}
        </Button>
      )}
    </Hint>
  );
}
