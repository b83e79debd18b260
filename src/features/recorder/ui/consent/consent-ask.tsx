import { NativeSelect, TextInput } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { consentDays, consentLimits, objectionEffects } from '#contract/gateway/consents/consents.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { askForConsent, consentOptions } from '#src/api/gateway/consents/consents.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { type ConsentSettings, readConsentSettings } from '#src/features/recorder/model/consent-settings.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SteadyButton } from '#src/ui/keyboard/steady-button.tsx';
import { useRecorder } from '../shared/use-recorder.ts';
import { ConsentPanel } from './consent-panel.tsx';

interface ConsentAskProps {
  readonly recording: string;
  readonly disabled: boolean;
  readonly asked: boolean;
  /** Called before the code is made. Where it throws, none is. */
  readonly onAsk?: () => Promise<void>;
  /** The code is there: the recording notes that people were asked. */
  readonly onAsked?: () => void;
}

/** Asks those present on their own telephones: what the page says, then its code. */
export function ConsentAsk({ recording, disabled, asked, onAsk, onAsked }: ConsentAskProps) {
  const t = useTranslations('consent');
  const settings = readConsentSettings({ ...useRecorder().settings });
  const [chosen, setChosen] = useState<Partial<ConsentSettings>>({});
  const { consentDays: keptDays, consentEffect: onObjection } = { ...settings, ...chosen };
  const choose = (changes: Partial<ConsentSettings>) => setChosen({ ...chosen, ...changes });
  const [purpose, setPurpose] = useState('');
  const { data: round } = useQuery({ ...consentOptions(recording), enabled: asked });
  const { state, busy, run, look } = useWrite<void, unknown>(async (queryClient, _, watch) => {
    await onAsk?.();
    recorderStore.engine?.changeSettings({ consentDays: keptDays, consentEffect: onObjection });
    const body = { keptDays, onObjection, purpose: purpose.trim() };
    return askForConsent(queryClient, { ...wishNow(), recording, body }, watch);
  }, onAsked);
  if (asked && round) return <ConsentPanel recording={recording} />;
  return (
    <div className="ui-stack">
      <p className="ui-hint">{t('lead')}</p>
      <TextInput
        label={t('purpose')}
        placeholder={t('purposeDefault')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
        maxLength={consentLimits.purpose}
        disabled={disabled || busy}
      />
      <NativeSelect
        label={t('kept')}
        value={String(keptDays)}
        onChange={({ currentTarget: { value } }) =>
          choose({ consentDays: consentDays.find((days) => String(days) === value) ?? keptDays })
        }
        disabled={disabled || busy}
        data={consentDays.map((days) => ({
          value: String(days),
          label: t('days', { days, years: Math.floor(days / 365) }),
        }))}
      />
      <NativeSelect
        label={t('onObjection')}
        value={onObjection}
        onChange={({ currentTarget: { value } }) =>
          choose({ consentEffect: value === 'mark' ? 'mark' : 'pause' })
        }
        disabled={disabled || busy}
        data={objectionEffects.map((effect) => ({ value: effect, label: t(`effectsShort.${effect}`) }))}
      />
      <div>
        <SteadyButton
          variant="default"
          leftSection={<IconQrcode size={18} aria-hidden />}
          busy={busy || disabled}
          onClick={() => void run()}
        >
          {t('show')}
        </SteadyButton>
      </div>
      <WriteNotice
        state={state}
        texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
        onCheck={() => look()}
      />
    </div>
  );
}
