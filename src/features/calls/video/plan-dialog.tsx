import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { planVideoCall } from '#src/api/courier/video-calls.ts';
import type { CallPerson } from '#src/api/gateway/calls/video-calls.ts';
import { serverNow } from '#src/lib/clock.ts';
import { isInFuture } from '#src/lib/time/local-time.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { StartAndLength } from '#src/ui/dialog/start-and-length.tsx';
import { InvitedPeople } from './invited-people.tsx';

interface PlanDialogProps {
  /** Who the reader is at Courier. */
  readonly individual: string;
  readonly onClose: () => void;
}

const lengths = [15, 30, 45, 60, 90];

/** Plans a video call: with whom, when, how long, and whether it is recorded. */
export function PlanDialog({ individual, onClose }: PlanDialogProps) {
  const t = useTranslations('calls.video');
  const [people, setPeople] = useState<readonly CallPerson[]>([]);
  const [start, setStart] = useState('');
  const [minutes, setMinutes] = useState(30);
  const [recorded, setRecorded] = useState(false);
  const [missing, setMissing] = useState<'people' | 'start'>();
  const planning = useWrite(planVideoCall);
  const submit = () => {
    const lacks = people.length === 0 ? 'people' : isInFuture(start, serverNow()) ? undefined : 'start';
    setMissing(lacks);
    if (lacks !== undefined) return false;
    const participants = [individual, ...people.map((one) => one.individual)];
    const given = { participants, start: new Date(start), seconds: minutes * 60, recorded };
    return planning.run({ ...given, ...wishNow() });
  };
  return (
    <FormDialog
      title={t('plan')}
      submit={t('planSubmit')}
      busy={planning.busy}
      error={missing && t(missing === 'people' ? 'missingPeople' : 'missingStart')}
      problem={
        <WriteResult
          of={planning}
          texts={{ unknown: t('planUnknown'), found: t('planFound'), notDone: t('planNotDone') }}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('planLead')}</p>
      <InvitedPeople chosen={people} own={individual} onChange={setPeople} />
      <StartAndLength
        texts={{ start: t('start'), length: t('length'), minutes: (count) => t('minutes', { count }) }}
        start={start}
        minutes={minutes}
        lengths={lengths}
        onStart={setStart}
        onMinutes={setMinutes}
      />
      <Checkbox
        label={t('record')}
        checked={recorded}
        onChange={(event) => setRecorded(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
